"""Writing: what one transaction is about to change, kept aside until all of it is committed at once.

A transaction holds the lock of the store's one row, so what it reads stays as it is. Its writes go to the server in one
journey with their commit: accounts and what is derived from them, what they replaced, the trail, the head.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence

from psycopg import Connection

from hexwizard.accounts.model import Account
from hexwizard.stores.file import records
from hexwizard.stores.file.head import Head
from hexwizard.stores.file.records import fold, key_of
from hexwizard.stores.file.seal import Key
from hexwizard.stores.postgres import marks, writes
from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.failures import DATABASE_ERRORS, server_problem
from hexwizard.stores.postgres.marks import StoreHead
from hexwizard.stores.postgres.overlay import NEW, Overlay, Standing
from hexwizard.stores.postgres.view import View, key_in
from hexwizard.stores.postgres.writes import Change, Kept
from hexwizard.stores.protocol import Table

_KNOWN = {
    table: f"SELECT key, id, record::text, mark FROM {marks.NAMES[table]} WHERE key = ANY(%s)"  # noqa: S608 - ours
    for table in marks.RECORDS
}


class ServerTransaction(View):
    """The latest committed state with this transaction's own writes (`Transaction`)."""

    def __init__(self, connection: Connection[Row], head: StoreHead, key: Key, path: str, lock_timeout: float) -> None:
        super().__init__(path, Overlay())
        self._connection = connection
        self._head = head
        self._key = key
        self._lock_timeout = lock_timeout
        self._known: dict[tuple[Table, str], Kept | None] = {}
        self._unknown: defaultdict[Table, set[str]] = defaultdict(set)
        self._reborn: set[tuple[Table, str]] = set()  # deleted and put again: a new record, at the end of its table
        self._entries_made: list[tuple[int, str, bytes]] = []
        self._mark = head.audit
        self._made = 0
        self._ended = False
        self.token = uuid.uuid4()

    @property
    def generation(self) -> int:
        """The number of acts before this one."""
        return self._head.sequence

    @property
    def sequence(self) -> int:
        """The number of this act."""
        return self._head.sequence + 1

    def end(self) -> None:
        """From here on every write is refused: it could reach nothing."""
        self._ended = True

    def put(self, table: Table, key: str, record: object) -> None:
        """Add or replace one record (a dataclass). Raises `UnreadableText` for text that no server can hold."""
        self._require_open()
        if table is Table.AUDIT:
            raise ValueError("entries are appended by audit(), and never replaced")
        raw = records.encode(record)
        if table is Table.ACCOUNTS:
            username = record.username if isinstance(record, Account) else key_of(table, raw)
            if fold(username) != fold(key):
                raise ValueError("the key of an account is its username")
        name = key_in(table, key)
        standing = self._overlay.of(table).get(name)
        if standing is not None and standing.raw is None:
            self._reborn.add((table, name))
        elif standing is not None:
            self._overlay.put(table, name, Standing(raw, standing.id))
            return
        known = None if (table, name) in self._reborn else self._known.get((table, name))
        self._overlay.put(table, name, Standing(raw, self._next() if known is None else known.id))
        self._note(table, name)

    def delete(self, table: Table, key: str) -> None:
        """Remove one record; nothing happens where there is none."""
        self._require_open()
        if table is Table.AUDIT:
            raise ValueError("the audit trail is only ever appended to")
        name = key_in(table, key)
        self._overlay.put(table, name, Standing(None, -1))
        self._note(table, name)

    def audit(self, entry: object) -> None:
        """Append an entry (a dataclass) to the audit trail, chained to the one before."""
        self._require_open()
        number = self._head.entries + len(self._entries_made) + 1
        raw = records.encode(entry)
        self._mark = self._key.mark("audit", self._mark, b"%d" % number, raw)
        self._entries_made.append((number, self._mark.decode(), raw))

    def commit(self) -> Head | None:
        """Write everything and commit it; the head to be kept apart of it, None where nothing was changed.

        Raises an error of psycopg. Where the connection was lost, only `hexwizard.acts` can tell what happened.
        """
        changes = list(self._changes())
        if not changes and not self._entries_made:
            return None
        entries = self._head.entries + len(self._entries_made)
        act = self.sequence, self.token, entries
        heads: list[StoreHead] = []

        def sealed() -> tuple[StoreHead, str]:
            head = self._moved(changes, entries)
            heads.append(head)
            return head, head.seal(self._key)

        with self._connection.pipeline():
            for sql, parameters in writes.statements(changes, self._entries_made, act, sealed):
                self._connection.execute(sql, parameters, binary=False)
            self._connection.execute("COMMIT")
            return heads[0].kept_apart(self._key)  # made before the pipeline ends: the server waits for its disk

    def _moved(self, changes: Sequence[Change], entries: int) -> StoreHead:
        old = self._head
        sums = old.sums
        for change in changes:
            if change.before is not None:
                sums[change.table] = marks.removed(sums[change.table], change.before.mark)
            if change.after is not None:
                sums[change.table] = marks.added(sums[change.table], change.mark)
        return StoreHead(old.store, old.key_mark, self.sequence, entries, self._mark, marks.told(sums))

    def _changes(self) -> Iterator[Change]:
        """What differs from the server, in the order in which it was first written."""
        for table in marks.RECORDS:
            if table not in self._overlay.tables:
                continue
            self._learn(table)
            for name, standing in sorted(self._overlay.of(table).items(), key=lambda one: one[1].id):
                before = self._known[table, name]
                reborn = (table, name) in self._reborn and before is not None
                if (None if before is None else before.raw) == standing.raw and not reborn:
                    continue
                mark = "" if standing.raw is None else marks.record_mark(self._key, table, name, standing.raw)
                yield Change(table, name, before, standing.raw, mark, reborn)

    def _ask(self, sql: str, parameters: Sequence[object] = (), *, prepare: bool | None = None) -> list[Row]:
        if self._ended:
            raise RuntimeError("the transaction has ended")
        try:
            return [row[2:] for row in self._connection.execute(sql, parameters, prepare=prepare).fetchall()]
        except DATABASE_ERRORS as error:
            raise server_problem(error, self._path, self._lock_timeout) from error

    def _met(self, table: Table, row: Row) -> tuple[int, bytes] | None:
        number, name, raw, mark = row
        if number is not None:
            self._known[table, name] = Kept(number, raw.encode(), mark)
        return super()._met(table, row)

    def _trail(self) -> int:
        return self._head.entries

    def _own_entries(self) -> Iterator[tuple[int, bytes]]:
        return ((number, raw) for number, _, raw in self._entries_made)

    def _still(self, table: Table) -> None:
        """Learn which records the own writes replace, so that they stand in their places."""
        self._learn(table)

    def _learn(self, table: Table) -> None:
        if table is Table.AUDIT or not (unknown := self._unknown[table]):
            return
        try:
            rows = self._connection.execute(_KNOWN[table], (list(unknown),)).fetchall()
        except DATABASE_ERRORS as error:
            raise server_problem(error, self._path, self._lock_timeout) from error
        found = {name: Kept(number, raw.encode(), mark) for name, number, raw, mark in rows}
        own = self._overlay.of(table)
        for name in unknown:
            kept = self._known[table, name] = found.get(name)
            if kept is not None and own[name].raw is not None and (table, name) not in self._reborn:
                self._overlay.put(table, name, Standing(own[name].raw, kept.id))
        unknown.clear()

    def _note(self, table: Table, name: str) -> None:
        if (table, name) not in self._known:
            self._unknown[table].add(name)

    def _next(self) -> int:
        self._made += 1
        return NEW + self._made

    def _require_open(self) -> None:
        if self._ended:
            raise RuntimeError("the transaction has ended")
