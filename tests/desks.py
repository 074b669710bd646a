"""Desks to test on: the demo's clients in a real account file, a clock that the test sets, argon2 at its cheapest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import load_settings
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table

NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
PASSWORD = "quatorze canards bleus"
SYSTEM = Actor("lise", Role.SYSTEM)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


def cheap_hasher() -> Argon2Hasher:
    return Argon2Hasher(time_cost=1, memory_kib=8, lanes=1)


@contextmanager
def demo_desk(folder: Path, clock: HandClock | None = None) -> Iterator[Desk]:
    """A desk on the demo's clients, with the operators `nadia` (agent) and `hector` (Hexpert)."""
    time = clock or HandClock()
    store = open_file(folder / "accounts.json", clock=time, create=True)
    try:
        settings = load_settings(data_path("demo", "config.toml"), required=True)
        desk = Desk(
            Services(
                store,
                settings,
                clock=time,
                chooser=Random(7),
                hasher=cheap_hasher(),
                mailer=OutboxMailer(folder / "outbox"),
            )
        )
        desk.imports.run(SYSTEM, data_path("demo", "accounts.csv"), data_path("demo", "companies.csv"))
        desk.operators.add(SYSTEM, "nadia", Role.AGENT, PASSWORD)
        desk.operators.add(SYSTEM, "hector", Role.HEXPERT, PASSWORD)
        with store.transaction() as transaction:  # nobody is shown around in a test that is not about it
            for one in desk.operators.all():
                transaction.put(Table.OPERATORS, one.name, replace(one, toured_at=time()))
        yield desk
    finally:
        store.close()
