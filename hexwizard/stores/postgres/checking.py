"""`verify`: everything that is kept, held against its marks, saying where each damage is. Changes nothing.

All of it is read in one snapshot, while acts go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from hexwizard.accounts.problems import Problem
from hexwizard.stores.file import trail
from hexwizard.stores.file.checking import as_damage
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.seal import Key
from hexwizard.stores.file.trail import Found
from hexwizard.stores.postgres import marks
from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.facts import facts_of
from hexwizard.stores.postgres.finding import beginnings, listed, searchable
from hexwizard.stores.postgres.head import HEAD, read_head
from hexwizard.stores.postgres.keyring import Witness
from hexwizard.stores.postgres.marks import NAMES, RECORDS, StoreHead, record_mark
from hexwizard.stores.postgres.writes import entering
from hexwizard.stores.protocol import Table
from hexwizard.stores.soundness import Verification

_PAGE = 2000
_RECORDS = {
    table: f"SELECT id, key, record::text, mark FROM {NAMES[table]} ORDER BY id"  # noqa: S608 - ours
    for table in RECORDS
}
_ACCOUNTS = """SELECT a.id, a.key, a.record::text, a.mark, n.words, n.begins,
    (SELECT array_agg(i.key ORDER BY i.key) FROM hexwizard.identifiers i WHERE i.account = a.key),
    (SELECT array_agg(i.enters ORDER BY i.key) FROM hexwizard.identifiers i WHERE i.account = a.key)
  FROM hexwizard.accounts a LEFT JOIN hexwizard.names n ON n.account = a.key ORDER BY a.id"""
_STRAYS = """SELECT account FROM hexwizard.identifiers UNION SELECT account FROM hexwizard.names
  UNION SELECT account FROM hexwizard.words
  EXCEPT SELECT key FROM hexwizard.accounts ORDER BY 1 LIMIT 100"""
_SUM = """SELECT coalesce(sum(('x' || encode(substr(sha256(convert_to({}, 'UTF8')), 1, 7), 'hex'))::bit(56)::bigint), 0)
  ::text FROM {}"""
_WORDS = _SUM.format("word || ' ' || account", "hexwizard.words")
_FACTS = _SUM.format("kind || ' ' || fact || ' ' || key", "hexwizard.facts")
_AUDIT = "SELECT seq, mac, entry::text FROM hexwizard.audit ORDER BY seq"


class Check:
    """One verification. Each part adds what it finds and goes on, so that one damage does not hide another."""

    def __init__(self, connection: Connection[Row], key: Key, witness: Witness) -> None:
        self._connection = connection
        self._key = key
        self._witness = witness
        self._found: list[Broken] = []
        self._counts: dict[str, int] = {}
        self._words = self._facts = 0

    def run(self) -> Verification:
        """Check everything. Errors of psycopg pass."""
        with self._snapshot():
            head = self._head()
            for table in RECORDS:
                self._records(table, head)
            self._found += [Broken(f"identifiers {row[0]}", "digest") for row in self._connection.execute(_STRAYS)]
            self._sum(_WORDS, self._words, "words")
            self._sum(_FACTS, self._facts, "facts")
            self._trail(head)
        once = dict.fromkeys(as_damage(broken) for broken in self._found)
        return Verification(self._counts, tuple(once))

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            if not self._connection.closed:
                self._connection.execute("ROLLBACK")

    def _stream(self, sql: str) -> Iterator[Any]:
        with self._connection.cursor(name="hexwizard_verify") as cursor:
            cursor.itersize = _PAGE
            yield from cursor.execute(sql)

    def _head(self) -> StoreHead | None:
        row = self._connection.execute(HEAD).fetchone()
        try:
            head = read_head(row, "")
        except Problem:
            self._found.append(Broken("store", "head-missing" if row is None else "head"))
            return None
        if row is None or head.seal(self._key) != row[-1]:
            self._found.append(Broken("store", "head"))
        return head

    def _records(self, table: Table, head: StoreHead | None) -> None:
        total, count, sound = marks.NONE, 0, True
        for row in self._stream(_ACCOUNTS if table is Table.ACCOUNTS else _RECORDS[table]):
            number, name, text, mark = row[:4]
            raw = text.encode()
            true = record_mark(self._key, table, name, raw)
            total, count = marks.added(total, true), count + 1
            if table is Table.ACCOUNTS:
                self._words += sum(_number_of(f"{word} {name}") for word in listed(raw))
            self._facts += sum(_number_of(f"{table.value} {fact} {name}") for fact in facts_of(table, raw))
            if mark != true or (table is Table.ACCOUNTS and not _is_derived(raw, row[4:])):
                self._found.append(Broken(f"{table.value} {number}", "digest"))
                sound = False
        self._counts[table.value] = count
        if sound and head is not None and head.sums[table] != total:
            self._found.append(Broken(table.value, "acts-missing"))

    def _sum(self, sql: str, wanted: int, where: str) -> None:
        """Rows that have no order of their own to compare by: the sum of a number for each is compared."""
        row = self._connection.execute(sql.encode()).fetchone()
        if row is None or int(row[0]) != wanted:
            self._found.append(Broken(where, "digest"))

    def _trail(self, head: StoreHead | None) -> None:
        rows = 0
        last = self._key.origin("audit")
        witness = self._witness.read()
        met = witness is None or not witness.entries

        def links() -> Iterator[Found]:
            nonlocal rows, last, met
            for number, mark, entry in self._stream(_AUDIT):
                rows += 1
                last = mark.encode()
                met = met or (witness is not None and number == witness.entries and last == witness.audit)
                raw = b'{"seq":%d,"mac":"%s","entry":%s}' % (number, last, entry.encode())
                yield Found(number, raw, f"audit {number}")

        self._found += trail.check(links(), self._key)
        self._counts[Table.AUDIT.value] = rows
        behind = witness is not None and (head is None or head.sequence < witness.sequence)
        if not met or (head is not None and rows < head.entries):
            self._found.append(Broken(f"audit {rows + 1}", "audit-missing"))
        elif head is not None and (last != head.audit or rows != head.entries):
            self._found.append(Broken(f"audit {rows}", "audit-order"))
        if behind and witness is not None:
            self._found.append(Broken(f"{self._witness.path.name}, act {witness.sequence}", "acts-missing"))


def _number_of(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")


def _is_derived(raw: bytes, beside: tuple[Any, ...]) -> bool:
    """Whether what stands beside an account is what follows from it."""
    words, begins, keys, enters = beside
    if words != searchable(raw) or begins != beginnings(words):
        return False
    return dict(zip(keys or (), enters or (), strict=True)) == entering(raw)
