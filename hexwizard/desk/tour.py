"""What the tour is given on: a throw-away desk with the demo's clients, and two calls under way on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.clock import Clock
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import Repair
from hexwizard.diagnosis.repairs import temporary_password, use_username
from hexwizard.stores.file.store import open_file

_THROW_AWAY = Argon2Hasher(time_cost=1, memory_kib=8, lanes=1)
"""Its hashes are gone with the folder, and the operator is not kept waiting for them."""


@dataclass(frozen=True, slots=True)
class TourCalls:
    """`told`: a client who types a secondary e-mail. `proved`: a caller who is verified and needs `password`."""

    told: Call
    proved: Call
    password: Repair

    def solve(self) -> None:
        """The first client is told what to type, tries again, and it works."""
        self.told.acts.carry_out(use_username(self.told.facts))
        self.told.tried_again(works=True)


@contextmanager
def tour_calls(actor: Actor, clock: Clock) -> Iterator[TourCalls]:
    """The calls of the tour as `actor` would have taken them; nothing of them is left afterwards."""
    with TemporaryDirectory(prefix="hexwizard-tour-") as folder:
        store = open_file(Path(folder) / "accounts.json", clock=clock, create=True)
        try:
            desk = Desk(Services(store, clock=clock, hasher=_THROW_AWAY))
            guide = Actor("tour", Role.SYSTEM)
            desk.imports.run(guide, data_path("demo", "accounts.csv"), data_path("demo", "companies.csv"))
            desk.operators.add(guide, actor.name, actor.role, secrets.token_urlsafe(32))
            yield _calls(desk, replace(actor, signed_in_at=clock()))
        finally:
            store.close()


def _calls(desk: Desk, actor: Actor) -> TourCalls:
    proved = _call(desk, actor, "benoit.lavoie@outlook.com")
    proved.caller.called_back(AttemptOutcome.PROVED)
    proved.confirm_email("benoit.lavoie@outlook.com")
    return TourCalls(_call(desk, actor, "alain.sirois@hotmail.com"), proved, temporary_password(proved.facts))


def _call(desk: Desk, actor: Actor, identifier: str) -> Call:
    draft = replace(desk.cases.draft(actor), identifier=identifier)
    call = Call(desk, actor, desk.cases.open(actor, draft))
    call.answer(shown=PhoneMessage.INVALID)
    return call
