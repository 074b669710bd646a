"""Reading: what the server says, but for the records of an overlay.

Every question is one statement, which sees one moment, and tells with its answer how many acts came before. Where the
number has grown since a view's first answer, `hexwizard.changes` gives what those acts replaced, and the view goes on
saying what it said. So a look-up costs one journey to the server, and no view holds a transaction open.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from threading import RLock
from types import MappingProxyType
from typing import TypeVar

from hexwizard.accounts.model import Account, Company
from hexwizard.stores.file import records
from hexwizard.stores.file.records import fold
from hexwizard.stores.postgres import facts, finding
from hexwizard.stores.postgres.connections import Connections, Row
from hexwizard.stores.postgres.marks import NAMES, RECORDS
from hexwizard.stores.postgres.overlay import NEW, Overlay, Standing, identifiers_of, storable
from hexwizard.stores.protocol import StoreUnusable, Table

Record = TypeVar("Record")

_PAGE = 1000
_FIRST = 20  # of the newest, a page that a screen shows
_MANY = 20_000
_TRIES = 5
_NOW = "SELECT s.sequence, s.entries FROM hexwizard.store s"
_HOLDERS = """SELECT s.sequence, s.entries, a.id, a.key, a.record::text FROM hexwizard.store s
  LEFT JOIN (hexwizard.identifiers i JOIN hexwizard.accounts a ON a.key = i.account) ON i.key = %s"""
_ENTRIES = """SELECT s.sequence, s.entries, a.seq, a.entry::text FROM hexwizard.store s
  LEFT JOIN LATERAL (SELECT seq, entry FROM hexwizard.audit WHERE seq > %s ORDER BY seq LIMIT %s) a ON true
  ORDER BY a.seq"""
_ENTRIES_BACK = """SELECT s.sequence, s.entries, a.seq, a.entry::text FROM hexwizard.store s
  LEFT JOIN LATERAL (SELECT seq, entry FROM hexwizard.audit WHERE seq < %s ORDER BY seq DESC LIMIT %s) a ON true
  ORDER BY a.seq DESC"""
_IDENTIFIERS = """SELECT s.sequence, s.entries, i.key, i.account FROM hexwizard.store s LEFT JOIN LATERAL (
  SELECT key, account FROM hexwizard.identifiers WHERE (key, account) > (%s, %s) ORDER BY key, account LIMIT %s
) i ON true ORDER BY i.key, i.account"""
_LAST_IDENTIFIERS = "SELECT s.sequence, s.entries, s.identifiers FROM hexwizard.store s"
_CHANGES = """SELECT s.sequence, s.entries, (SELECT min(sequence) FROM hexwizard.acts), c.kind, c.key, c.id,
  c.before::text FROM hexwizard.store s LEFT JOIN hexwizard.changes c ON c.sequence > %s ORDER BY c.sequence"""
ONE: dict[Table, str] = {
    table: f"""SELECT s.sequence, s.entries, t.id, t.key, t.record::text, t.mark FROM hexwizard.store s
  LEFT JOIN {NAMES[table]} t ON t.key = %s"""  # noqa: S608 - a table of ours
    for table in RECORDS
}
_PAGES: dict[Table, str] = {
    table: f"""SELECT s.sequence, s.entries, t.id, t.key, t.record::text FROM hexwizard.store s
  LEFT JOIN LATERAL (SELECT id, key, record FROM {NAMES[table]} WHERE id > %s ORDER BY id LIMIT %s) t ON true
  ORDER BY t.id"""  # noqa: S608 - a table of ours
    for table in RECORDS
}


_PAGES_BACK: dict[Table, str] = {
    table: f"""SELECT s.sequence, s.entries, t.id, t.key, t.record::text FROM hexwizard.store s
  LEFT JOIN LATERAL (SELECT id, key, record FROM {NAMES[table]} WHERE id < %s ORDER BY id DESC LIMIT %s) t ON true
  ORDER BY t.id DESC"""  # noqa: S608 - a table of ours
    for table in RECORDS
}
_HOLDING: dict[Table, str] = {
    table: f"""SELECT s.sequence, s.entries, t.id, t.key, t.record::text FROM hexwizard.store s
  LEFT JOIN {NAMES[table]} t ON strpos(t.record::text, %s) > 0"""  # noqa: S608 - a table of ours
    for table in RECORDS
}
_FOLLOWED: dict[Table, str] = {
    table: f"""SELECT s.sequence, s.entries, t.id, t.key, t.record::text FROM hexwizard.store s
  LEFT JOIN (hexwizard.facts f JOIN {NAMES[table]} t ON t.key = f.key)
  ON f.kind = '{table.value}' AND f.fact = %s"""  # noqa: S608 - ours
    for table in facts.FOLLOWED
}


def key_in(table: Table, key: str) -> str:
    """The key of a record as its table's column has it."""
    return storable(fold(key) if table is Table.ACCOUNTS else key)


class View(ABC):
    """A consistent view of the whole store (`Reader`); `_ask` says over what."""

    def __init__(self, path: str, overlay: Overlay) -> None:
        self._path = path
        self._overlay = overlay

    @abstractmethod
    def _ask(self, sql: str, parameters: Sequence[object] = (), *, prepare: bool | None = None) -> list[Row]:
        """The rows of one statement, each with two columns less: `sequence` and `entries` are taken care of."""

    @abstractmethod
    def _trail(self) -> int:
        """How many entries of the kept audit trail this view includes."""

    def _own_entries(self) -> Iterator[tuple[int, bytes]]:
        """(number, JSON) of the entries that are in this view alone."""
        yield from ()

    def _still(self, table: Table) -> None:  # noqa: B027 - most views stand still already
        """Called before a table is gone through in its order."""

    @property
    @abstractmethod
    def generation(self) -> int:
        """Grows with every change seen, from any process."""

    @property
    def identifiers_generation(self) -> int:
        """As `generation`, of `identifiers` alone.

        Where they were changed after a view's first answer, the view's own number stands for theirs, which is later:
        at worst something is made anew for nothing.
        """
        first = self.generation
        (row,) = self._ask(_LAST_IDENTIFIERS)
        return min(first, int(row[0]))

    def account(self, username: str) -> Account | None:
        """The account of that username, compared as identifiers are."""
        found = self._one(Table.ACCOUNTS, username)
        return None if found is None else self._account(*found)

    def holders(self, identifier: str) -> Sequence[Account]:
        """All accounts that hold `identifier` in any place, oldest first."""
        wanted = fold(identifier)
        rows = self._ask(_HOLDERS, (storable(wanted),))
        if not self._overlay.tables:  # as nearly always
            rows = rows if len(rows) == 1 else sorted(rows)
            return tuple(self._account(id_, raw) for id_, _, raw in rows if id_ is not None)
        self._still(Table.ACCOUNTS)
        hidden = self._overlay.of(Table.ACCOUNTS)
        found = [(id_, raw.encode()) for id_, key, raw in rows if id_ is not None and key not in hidden]
        found += self._overlay.holders(wanted)
        return tuple(self._account(*one) for one in sorted(found))

    def search(self, text: str, limit: int) -> Sequence[Account]:
        """Accounts of which every word of `text` begins a name, username, e-mail or phone number; best first.

        Where `text` has no word, every account matches.
        """
        found = finding.find(self._ask, self._overlay, text, limit, lambda: self._still(Table.ACCOUNTS))
        if found is None:
            found = [(number, raw) for number, _, raw in _first(self._rows(Table.ACCOUNTS), limit)]
        return tuple(self._account(*one) for one in found)

    def accounts(self) -> Iterator[Account]:
        """Every account, oldest first."""
        for number, _, raw in self._rows(Table.ACCOUNTS):
            yield self._account(number, raw)

    def identifiers(self) -> Collection[str]:
        """Every identifier that some account holds, once each, in the form in which they are compared."""
        found: dict[str, None] = {}
        after = ("", "")
        while True:
            rows = [row for row in self._ask(_IDENTIFIERS, (*after, _MANY)) if row[0] is not None]
            hidden = self._overlay.of(Table.ACCOUNTS)
            found.update((key, None) for key, account in rows if account not in hidden)
            if len(rows) < _MANY:
                break
            after = rows[-1]
        for _, _, raw in self._overlay.between(Table.ACCOUNTS, -1, 2 * NEW):
            found.update(dict.fromkeys(identifiers_of(raw)))
        return found.keys()

    def companies(self) -> Mapping[str, Company]:
        """All companies by id."""
        return MappingProxyType({company.id: company for company in self.scan(Table.COMPANIES, Company)})

    def get(self, table: Table, key: str, kind: type[Record]) -> Record | None:
        """One record by its key; None where there is none."""
        found = self._one(table, key)
        return None if found is None else self._decoded(table, *found, kind)

    def scan(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """Every record of a table, oldest first; for `audit` the entries as they were recorded."""
        for number, raw in self._entries() if table is Table.AUDIT else _without_keys(self._rows(table)):
            yield self._decoded(table, number, raw, kind)

    def newest(self, table: Table, kind: type[Record]) -> Iterator[Record]:
        """As `scan`, newest first, in pages that grow."""
        rows = self._entries_back() if table is Table.AUDIT else self._rows_back(table)
        for number, raw in rows:
            yield self._decoded(table, number, raw, kind)

    def holding(self, table: Table, field: str, value: str | None, kind: type[Record]) -> Iterator[Record]:
        """The records in which `field`, at any depth, is `value`; oldest first."""
        needle = facts.needle(field, value)
        if facts.is_followed(table, field):
            rows = self._ask(_FOLLOWED[table], (facts.fact(needle),))
        else:
            rows = self._ask(_HOLDING[table], (needle.decode(),))
        self._still(table)
        own = self._overlay.of(table)
        found = [(number, raw.encode()) for number, key, raw in rows if number is not None and key not in own]
        found += [(number, raw) for number, _, raw in self._overlay.between(table, -1, 2 * NEW) if needle in raw]
        for number, raw in sorted(found):
            yield self._decoded(table, number, raw, kind)

    def raws(self, table: Table) -> Iterator[tuple[str, bytes]]:
        """(key, JSON) of every record of a table, oldest first; for `audit` (number, entry)."""
        if table is Table.AUDIT:
            yield from ((f"{number}", raw) for number, raw in self._entries())
        else:
            yield from ((key, raw) for _, key, raw in self._rows(table))

    def _one(self, table: Table, name: str) -> tuple[int, bytes] | None:
        key = key_in(table, name)
        standing = self._overlay.of(table).get(key)
        if standing is None:
            rows = self._ask(ONE[table], (key,))
            standing = self._overlay.of(table).get(key)
            if standing is None:
                return self._met(table, rows[0])
        return None if standing.raw is None else (standing.id, standing.raw)

    def _met(self, _table: Table, row: Row) -> tuple[int, bytes] | None:
        """(number, JSON) of the record that a row says; None where it says that there is none."""
        number, _, raw, _ = row
        return None if number is None else (number, raw.encode())

    def _rows(self, table: Table) -> Iterator[tuple[int, str, bytes]]:
        """(number, key, JSON) of every record of a table, in the order of the numbers."""
        self._still(table)
        after = 0
        while True:
            rows = [row for row in self._ask(_PAGES[table], (after, _PAGE)) if row[0] is not None]
            until = rows[-1][0] if len(rows) == _PAGE else 2 * NEW
            own = self._overlay.of(table)
            found = [(number, key, raw.encode()) for number, key, raw in rows if key not in own]
            found += self._overlay.between(table, after, until)
            yield from sorted(found)
            if until > NEW:
                return
            after = until

    def _rows_back(self, table: Table) -> Iterator[tuple[int, bytes]]:
        """As `_rows`, from the last to the first."""
        self._still(table)
        before, size = 2 * NEW - 1, _FIRST
        while True:
            rows = [row for row in self._ask(_PAGES_BACK[table], (before, size)) if row[0] is not None]
            own = self._overlay.of(table)
            down_to = rows[-1][0] if len(rows) == size else -1
            found = [(number, raw.encode()) for number, key, raw in rows if key not in own]
            found += [(number, raw) for number, _, raw in self._overlay.between(table, down_to - 1, before - 1)]
            yield from sorted(found, reverse=True)
            if down_to < 0:
                return
            before, size = down_to, _PAGE

    def _entries_back(self) -> Iterator[tuple[int, bytes]]:
        yield from sorted(self._own_entries(), reverse=True)
        if self.generation < 0:
            return
        before, size = self._trail() + 1, _FIRST
        while before > 1:
            rows = [row for row in self._ask(_ENTRIES_BACK, (before, size)) if row[0] is not None]
            yield from ((number, raw.encode()) for number, raw in rows)
            if len(rows) < size:
                return
            before, size = rows[-1][0], _PAGE

    def _entries(self) -> Iterator[tuple[int, bytes]]:
        after = 0
        while True:
            rows = self._ask(_ENTRIES, (after, _PAGE))
            trail = self._trail()
            found = [(number, raw.encode()) for number, raw in rows if number is not None and number <= trail]
            yield from found
            if len(found) < _PAGE:
                yield from self._own_entries()
                return
            after = found[-1][0]

    def _account(self, number: int, raw: bytes | str) -> Account:
        return self._decoded(Table.ACCOUNTS, number, raw, Account)

    def _decoded(self, table: Table, number: int, raw: bytes | str, kind: type[Record]) -> Record:
        return records.decode(raw, kind, self._path, f"{table.value} {number}")


def _first(rows: Iterator[tuple[int, str, bytes]], limit: int) -> Iterator[tuple[int, str, bytes]]:
    for _, row in zip(range(limit), rows, strict=False):
        yield row


def _without_keys(rows: Iterator[tuple[int, str, bytes]]) -> Iterator[tuple[int, bytes]]:
    return ((number, raw) for number, _, raw in rows)


class ServerView(View):
    """What was committed by its first answer (`Reader`). May be used from any thread."""

    def __init__(self, connections: Connections, require_open: Callable[[], None]) -> None:
        super().__init__(connections.shown, Overlay())
        self._connections = connections
        self._require_open = require_open
        self._guard = RLock()
        self._sequence = -1  # no answer yet
        self._seen = -1
        self._kept = 0

    @property
    def generation(self) -> int:
        """The number of acts before this view."""
        if self._sequence < 0:
            self._ask(_NOW)
        return self._sequence

    def _trail(self) -> int:
        return self._kept

    def _ask(self, sql: str, parameters: Sequence[object] = (), *, prepare: bool | None = None) -> list[Row]:
        self._require_open()
        for left in reversed(range(_TRIES)):
            rows = self._connections.ask(sql, parameters, prepare=prepare)
            if not rows:
                break
            sequence, entries = rows[0][:2]
            with self._guard:
                if self._sequence < 0:
                    self._sequence = self._seen = sequence
                    self._kept = entries
                if sequence < self._sequence and left:  # another thread's first answer was a later one
                    continue
                if sequence > self._seen:
                    self._catch_up()
            return [row[2:] for row in rows]
        raise StoreUnusable("problem.server.empty", path=self._path)

    def _catch_up(self) -> None:
        """Keep what acts since the last look replaced."""
        rows = self._connections.ask(_CHANGES, (self._seen,))
        latest, _, oldest = rows[0][:3]
        if oldest is None or oldest > self._seen + 1:
            raise StoreUnusable("problem.server.view-old", path=self._path)
        for _, _, _, kind, key, number, before in rows:
            if kind is not None:
                raw = None if before is None else before.encode()
                self._overlay.keep(Table(kind), key, Standing(raw, -1 if number is None else number))
        self._seen = latest
