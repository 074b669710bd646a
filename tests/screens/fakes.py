"""A desk without a file, for screens: its clock stands still, and its argon2 costs nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Company
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.desk.operator import Operator
from hexwizard.desk.services import Services
from hexwizard.stores.protocol import Table
from tests.fakes import FakeStore

NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
PASSWORD = "quatorze canards bleus"


def fake_desk(*records: Account | Company, now: datetime = NOW) -> Desk:
    """A desk on the store in memory, its clock stopped at `now`."""
    return Desk(Services(FakeStore(*records), clock=lambda: now, hasher=Argon2Hasher(1, 64, 1)))


def hire(desk: Desk, *actors: Actor) -> None:
    """Put operators on record, with a password that nobody knows."""
    with desk.services.store.transaction() as transaction:
        for actor in actors:
            operator = Operator(actor.name, actor.role, "", NOW)
            transaction.put(Table.OPERATORS, comparison_key(actor.name), operator)
