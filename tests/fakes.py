"""A desk without a file: the store in memory, a clock that the test sets, chance that repeats, argon2 that counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from threading import Event
from typing import TypeVar, cast

from msgspec.json import encode

from hexwizard.accounts.identifiers import comparison_key, search_key
from hexwizard.accounts.model import Account, Company
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.audit import AuditEntry
from hexwizard.stores.protocol import Sign, Table
from hexwizard.stores.soundness import Verification

Record = TypeVar("Record")
Tables = dict[Table, dict[str, object]]


class FakeReader:
    """Reads `tables`; a transaction is one too, on a copy."""

    def __init__(self, tables: Tables, generation: int) -> None:
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


class FakeWatch:
    """Nobody else is there."""

    def __init__(self) -> None:
        self._closed = Event()

    def wait(self, seconds: float) -> Sign:
        self._closed.wait(seconds)
        return Sign.QUIET

    def close(self) -> None:
        self._closed.set()


class FakeStore:
    """`FakeStore(*records)`; a transaction is taken over when it is left without an error."""

    location = "memory"
    key = "of this store"
    is_on_network = False

    def __init__(self, *records: Account | Company) -> None:
        self.tables: Tables = {table: {} for table in Table}
        self.generation = 0
        for record in records:
            if isinstance(record, Account):
                self.tables[Table.ACCOUNTS][record.username] = record
            else:
                self.tables[Table.COMPANIES][record.id] = record

    @property
    def answers_from_memory(self) -> bool:
        return True

    def reader(self) -> FakeReader:
        return FakeReader(self.tables, self.generation)

    @contextmanager
    def transaction(self) -> Iterator[FakeTransaction]:
        copied = {table: dict(records) for table, records in self.tables.items()}
        transaction = FakeTransaction(copied, self.generation)
        yield transaction
        self.tables = transaction.tables
        self.generation += 1

    def verify(self) -> Verification:
        return Verification({table.value: len(records) for table, records in self.tables.items()}, ())

    def watch(self) -> FakeWatch:
        return FakeWatch()

    def pad(self, label: str, length: int) -> bytes:
        return Random(f"{self.key} {label}").randbytes(length)

    def tend(self) -> None:
        """Nothing grows long."""

    def close(self) -> None:
        """Nothing is kept."""

    @property
    def trail(self) -> list[AuditEntry]:
        """The audit trail, oldest first."""
        return cast("list[AuditEntry]", list(self.tables[Table.AUDIT].values()))

    def snapshot(self) -> Tables:
        return {table: dict(records) for table, records in self.tables.items()}


class CountingHasher(Argon2Hasher):
    """Real argon2 at its cheapest, which remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_kib=8, lanes=1)
        self.verified: list[str | None] = []
        self.hashed = 0

    def hash(self, password: str) -> str:
        self.hashed += 1
        return super().hash(password)

    def verify(self, encoded: str | None, password: str) -> bool:
        self.verified.append(encoded)
        return super().verify(encoded, password)
