"""Who sits in the demo."""

from __future__ import annotations

from pathlib import Path

from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Role
from hexwizard.desk.demo import SECOND_NAME, SECOND_PASSWORD, furnish
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from tests.desks import HandClock


def test_the_agent_is_signed_in_and_the_password_that_is_told_opens_the_second_operator(tmp_path: Path) -> None:
    store = open_file(tmp_path / "accounts.json", clock=HandClock(), create=True)
    desk = Desk(Services(store, clock=HandClock()))
    agent = furnish(desk, "Nadia")
    assert desk.operators.still_sits(agent) is None
    hired = {one.name: one for one in desk.operators.all()}
    assert hired[SECOND_NAME].role is Role.HEXPERT
    hasher = Argon2Hasher()
    assert hasher.verify(hired[SECOND_NAME].password_hash, SECOND_PASSWORD)
    assert not any(hasher.is_outdated(one.password_hash) for one in hired.values())
    store.close()
