"""The wizard's own rounds: what an act queues leaves without anybody asking for it."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from hexwizard.app import HexwizardApp
from hexwizard.desk.desk import Desk
from hexwizard.desk.mailing.letters import Changed, notice
from hexwizard.desk.mailing.postman import Postman
from hexwizard.desk.mailing.queue import enqueue
from tests.desks import demo_desk
from tests.mail.mailers import Mailbox

LONG = 30.0
"""Seconds that nothing here takes, on whatever machine."""


def queue_one(desk: Desk) -> tuple[Mailbox, Event]:
    """A letter that waits, and what is set once it is handed over."""
    handed = Event()
    box = desk.services.mailer = Mailbox(meanwhile=handed.set)
    account = desk.clients.account("hugo_pelletier")
    assert account is not None
    services = desk.services
    with services.store.transaction() as act:
        draft = notice(account, "hugo.pelletier@yahoo.ca", Changed.EMAIL, "fr")
        enqueue(act, services.chooser, services.clock(), draft, account=account)
    return box, handed


def test_a_letter_leaves_and_the_postman_ends_at_once(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        box, handed = queue_one(desk)
        postman = Postman(desk.post_office)
        postman.start()
        assert handed.wait(LONG)
        postman.stop(LONG)
        assert box.is_stopped
        assert len(box.taken) == 1


async def test_the_wizard_has_one(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        box, handed = queue_one(desk)
        async with HexwizardApp(desk, language="fr").run_test() as pilot:
            while not handed.is_set():
                await pilot.pause()
        assert box.is_stopped
        assert len(box.taken) == 1
