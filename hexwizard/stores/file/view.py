"""Reading: the state, but for the records of a patch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from threading import RLock
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from hexwizard.accounts.model import Account, Company
from hexwizard.stores.file import records
from hexwizard.stores.file.patch import Patch
from hexwizard.stores.file.state import State
from hexwizard.stores.protocol import Table

Record = TypeVar("Record")


class Generation(NamedTuple):
    """How many changes were seen: of anything, and of what accounts are entered or looked up with."""

    of_all: int
    of_identifiers: int


class View:
    """A consistent view of the whole file (`Reader`).

    For a reader the patch fills with what others replace after it was made, so that what it reads stays as it
    was; for a transaction it holds what the transaction wrote. `guard` keeps the state still during each
    read.
    """

    def __init__(self, state: State, patch: Patch, guard: RLock, path: str, generation: Generation) -> None:
        self._state = state
        self._patch = patch
        self._guard = guard
        self._path = path
        self._generation = generation

    @property
    def generation(self) -> int:
        """Grows with every change seen, from any process."""
        return self._generation.of_all

    @property
    def identifiers_generation(self) -> int:
        """Grows with every change of what accounts are entered or looked up with, from any process."""
        return self._generation.of_identifiers

    @property
    def state(self) -> State:
        """What this view was made over."""
        return self._state

    @property
    def patch(self) -> Patch:
        """What differs from the state."""
        return self._patch

    def account(self, username: str) -> Account | None:
        """The account of that username, compared as identifiers are."""
        with self._guard:
            number = self._named(username)
            raw = None if number is None else self.raw(Table.ACCOUNTS, number)
        return None if number is None or raw is None else self._account(number, raw)

    def holders(self, identifier: str) -> Sequence[Account]:
        """All accounts that hold `identifier` in any place, oldest first."""
        with self._guard:
            numbers = self.holding_numbers(records.fold(identifier))
            if not numbers:
                return ()
            found = [(number, self.raw(Table.ACCOUNTS, number)) for number in sorted(numbers)]
        return tuple(self._account(number, raw) for number, raw in found if raw is not None)

    def holding_numbers(self, key: str) -> Sequence[int]:
        """The numbers of all accounts that hold `key`, which is folded already, in any place."""
        numbers = self._state.identifiers.holders(key)
        if hidden := self._patch.tables[Table.ACCOUNTS]:
            kept = [number for number in numbers if number not in hidden]
            return [*kept, *self._patch.identifiers.holders(key)]
        return numbers

    def contestants(self) -> Iterator[int]:
        """The numbers of the accounts of the patch that may share an identifier with another account; some twice."""
        own = self._patch.identifiers
        for key in own.shared() | self._state.identifiers.known(own.keys()):
            yield from own.holders(key)

    def search(self, text: str, limit: int) -> Sequence[Account]:
        """Accounts of which every word of `text` begins a name, username, e-mail or phone number; best first.

        Where `text` has no word, every account matches.
        """
        from hexwizard.stores.file import search

        queries = search.queries(text)
        self._state.make_words(self._guard)
        with self._guard:
            if queries:
                numbers = search.best(chain.from_iterable(map(self._found, queries)), limit)
            else:
                numbers = self.numbers(Table.ACCOUNTS)[:limit]
            found = [(number, self.raw(Table.ACCOUNTS, number)) for number in numbers]
        return tuple(self._account(number, raw) for number, raw in found if raw is not None)

    def _found(self, words: list[bytes]) -> Iterator[tuple[int, int]]:
        hidden = self._patch.tables[Table.ACCOUNTS]
        if self._state.words is not None:
            yield from ((rank, n) for rank, n in self._state.words.find(words) if n not in hidden)
        from hexwizard.stores.file.search import Words

        own = Words((number, raw) for number, raw in hidden.items() if raw is not None)
        yield from own.find(words)

    def accounts(self) -> Iterator[Account]:
        """Every account, oldest first."""
        return self.scan(Table.ACCOUNTS, Account)

    def identifiers(self) -> Collection[str]:
        """Every identifier that some account holds, once each, in the form in which they are compared."""
        with self._guard:
            keys = self._state.identifiers.keys(self._patch.tables[Table.ACCOUNTS])
            own = self._patch.identifiers.keys()
        return dict.fromkeys(keys + own) if own else keys

    def companies(self) -> Mapping[str, Company]:
        """All companies by id."""
        with self._guard:
            if self._patch.tables[Table.COMPANIES]:
                return self._companies()
            if self._state.companies is None:
                self._state.companies = self._companies()
            return self._state.companies

    def _companies(self) -> Mapping[str, Company]:
        return MappingProxyType({company.id: company for company in self.scan(Table.COMPANIES, Company)})

    def get(self, table: Table, key: str, kind: type[Record]) -> Record | None:
        """One record by its key; None where there is none."""
        with self._guard:
            number = self.number(table, key)
            raw = None if number is None else self.raw(table, number)
        return None if number is None or raw is None else self._decoded(table, number, raw, kind)

    def scan(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """Every record of a table, oldest first; for `audit` the entries as they were recorded."""
        with self._guard:
            numbers = self.numbers(table)
        return self._records(table, numbers, kind)

    def newest(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """As `scan`, newest first, decoded one by one."""
        with self._guard:
            numbers = self.numbers(table)
        return self._records(table, reversed(numbers), kind)

    def holding(self, table: Table, field: str, value: str | None, kind: type[Record]) -> Iterator[Record]:
        """The records in which `field`, at any depth, is `value`; oldest first.

        A text cannot pass for it: within a text, JSON writes a quotation mark as `\\"`.
        """
        needle = records.encode(field) + b":" + records.encode(value)
        patch = self._patch.tables[table]
        with self._guard:
            numbers = [number for number in self._state.tables[table].holding(needle) if number not in patch]
            numbers += [number for number, raw in patch.items() if raw is not None and needle in raw]
        return self._records(table, sorted(numbers), kind)

    def _records(self, table: Table, numbers: Iterable[int], kind: type[Record]) -> Iterator[Record]:
        for number, raw in self._raws(table, numbers):
            entry = bytes(records.read_link(raw).entry) if table is Table.AUDIT else raw
            yield self._decoded(table, number, entry, kind)

    def raws(self, table: Table) -> Iterator[tuple[str, bytes]]:
        """(key, JSON) of every record of a table, oldest first, byte for byte; for `audit` (number, entry)."""
        with self._guard:
            numbers = self.numbers(table)
        for number, raw in self._raws(table, numbers):
            if table is Table.AUDIT:
                yield f"{number}", bytes(records.read_link(raw).entry)
            elif table is Table.ACCOUNTS:
                yield records.key_of(table, raw), raw
            else:
                yield records.without_key(raw)

    def number(self, table: Table, key: str) -> int | None:
        """The number of the record under `key`; None where there is none."""
        if table is Table.ACCOUNTS:
            return self._named(key)
        if (own := self._patch.numbers[table].get(key)) is not None:
            return own
        number = self._state.tables[table].numbers.get(key)
        return None if number in self._patch.tables[table] else number

    def numbers(self, table: Table) -> list[int]:
        """The numbers of all records of a table, oldest first."""
        patch = self._patch.tables[table]
        ids = self._state.tables[table].ids()
        if not patch:
            return ids
        own = [number for number, raw in patch.items() if raw is not None]
        return sorted([number for number in ids if number not in patch] + own)

    def raw(self, table: Table, number: int) -> bytes | None:
        """The bytes of a record; None where there is none."""
        patch = self._patch.tables[table]
        return patch[number] if number in patch else self._state.tables[table].raw(number)

    def _raws(self, table: Table, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        for number in numbers:
            with self._guard:
                raw = self.raw(table, number)
            if raw is not None:
                yield number, raw

    def _named(self, username: str) -> int | None:
        key = records.fold(username)
        if (own := self._patch.identifiers.named(key)) is not None:
            return own
        number = self._state.identifiers.named(key)
        return None if number in self._patch.tables[Table.ACCOUNTS] else number

    def _account(self, number: int, raw: bytes) -> Account:
        return self._decoded(Table.ACCOUNTS, number, raw, Account)

    def _decoded(self, table: Table, number: int, raw: bytes, kind: type[Record]) -> Record:
        return records.decode(raw, kind, self._path, f"{table.value} {number}")
