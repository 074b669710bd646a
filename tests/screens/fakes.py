"""A desk without a file: the store in memory, and an argon2 that costs nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import TypeVar, cast

from msgspec.json import encode

from hexwizard.accounts.identifiers import comparison_key, search_key
from hexwizard.accounts.model import Account, Company
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.desk.operator import Operator
from hexwizard.desk.services import Services
from hexwizard.stores.protocol import Table, Verification
from tests.fakes import FakeWatch

Record = TypeVar("Record")
NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
PASSWORD = "quatorze canards bleus"


class FakeReader:
    """Reads `tables`; a transaction is one too, on a copy."""

    def __init__(self, tables: dict[Table, dict[str, object]], generation: int) -> None:
        self.tables = tables
        self.generation = self.identifiers_generation = generation

    def account(self, username: str) -> Account | None:
        key = comparison_key(username)
        return next((one for one in self.accounts() if comparison_key(one.username) == key), None)

    def holders(self, identifier: str) -> Sequence[Account]:
        return [one for one in self.accounts() if one.place_of(identifier) is not None]

    def search(self, text: str, limit: int) -> Sequence[Account]:
        words = search_key(text).split()
        return [one for one in self.accounts() if all(_begins(word, one) for word in words)][:limit]

    def accounts(self) -> Iterator[Account]:
        return iter(cast("list[Account]", list(self.tables[Table.ACCOUNTS].values())))

    def identifiers(self) -> Collection[str]:
        return {comparison_key(identifier) for one in self.accounts() for identifier in one.identifiers()}

    def companies(self) -> Mapping[str, Company]:
        return cast("dict[str, Company]", dict(self.tables[Table.COMPANIES]))

    def get(self, table: Table, key: str, kind: type[Record]) -> Record | None:
        record = self.tables[table].get(key)
        return record if isinstance(record, kind) else None

    def scan(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        return iter([record for record in self.tables[table].values() if isinstance(record, kind)])

    def newest(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        return reversed(list(self.scan(table, kind)))

    def holding(self, table: Table, field: str, value: str | None, kind: type[Record]) -> Iterator[Record]:
        needle = encode(field) + b":" + encode(value)
        return (record for record in self.scan(table, kind) if needle in encode(record))


def _begins(word: str, account: Account) -> bool:
    facts = (*search_key(account.full_name).split(), *map(search_key, account.identifiers()), account.phone)
    return any(fact.startswith(word) for fact in facts)


class FakeTransaction(FakeReader):
    def put(self, table: Table, key: str, record: object) -> None:
        self.tables[table][key] = record

    def delete(self, table: Table, key: str) -> None:
        self.tables[table].pop(key, None)

    def audit(self, entry: object) -> None:
        self.tables[Table.AUDIT][str(len(self.tables[Table.AUDIT]))] = entry


class FakeStore:
    """`FakeStore(*accounts)`; a transaction is taken over when it is left without an error."""

    location = "memory"
    is_on_network = False

    def __init__(self, *records: Account | Company) -> None:
        self._tables: dict[Table, dict[str, object]] = {table: {} for table in Table}
        self._generation = 0
        for record in records:
            if isinstance(record, Account):
                self._tables[Table.ACCOUNTS][record.username] = record
            else:
                self._tables[Table.COMPANIES][record.id] = record

    @property
    def answers_from_memory(self) -> bool:
        return True

    def reader(self) -> FakeReader:
        return FakeReader(self._tables, self._generation)

    @contextmanager
    def transaction(self) -> Iterator[FakeTransaction]:
        transaction = FakeTransaction(deepcopy(self._tables), self._generation)
        yield transaction
        self._tables = transaction.tables
        self._generation += 1

    def verify(self) -> Verification:
        return Verification({table.value: len(records) for table, records in self._tables.items()}, ())

    def watch(self) -> FakeWatch:
        return FakeWatch()

    def pad(self, label: str, length: int) -> bytes:
        return Random(label).randbytes(length)

    def tend(self) -> None:
        """Nothing grows long."""

    def close(self) -> None:
        """Nothing is kept."""


def fake_desk(*records: Account | Company, now: datetime = NOW) -> Desk:
    """A desk on the store in memory, its clock stopped at `now`."""
    return Desk(Services(FakeStore(*records), clock=lambda: now, hasher=Argon2Hasher(1, 64, 1)))


def hire(desk: Desk, *actors: Actor) -> None:
    """Put operators on record, with a password that nobody knows."""
    with desk.services.store.transaction() as transaction:
        for actor in actors:
            operator = Operator(actor.name, actor.role, "", NOW)
            transaction.put(Table.OPERATORS, comparison_key(actor.name), operator)
