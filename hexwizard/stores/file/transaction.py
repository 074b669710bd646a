"""Writing: what one transaction is about to change, kept aside until all of it is committed at once."""

from __future__ import annotations

from hexwizard.stores.file import records
from hexwizard.stores.file.seal import Key
from hexwizard.stores.file.trail import chained
from hexwizard.stores.file.view import View
from hexwizard.stores.protocol import Table


class FileTransaction(View):
    """The state with this transaction's own writes (`Transaction`). The patch is what a commit writes."""

    _key: Key
    _ended = False

    def begin(self, key: Key) -> FileTransaction:
        """Start with nothing written, the trail going on where the state left it."""
        self._key = key
        self._last: dict[Table, int] = {}
        self._entries = self._state.entries
        self._audit = self._state.audit
        return self

    def end(self) -> None:
        """From here on every write is refused: it could reach nothing."""
        self._ended = True

    @property
    def trail(self) -> tuple[int, bytes]:
        """How far the audit trail comes with this transaction: entries, and the mark of the last."""
        return self._entries, self._audit

    def put(self, table: Table, key: str, record: object) -> None:
        """Add or replace one record (a dataclass). Raises `UnreadableText` for text that no file can hold."""
        self._require_open()
        raw = records.as_kept(table, key, record)
        number = self.number(table, key)
        if number is None:
            number = self._last[table] = self._last_of(table) + 1
        self._patch.put(table, number, raw, records.identity_of(record) if table is Table.ACCOUNTS else None)

    def delete(self, table: Table, key: str) -> None:
        """Remove one record; nothing happens where there is none."""
        self._require_open()
        if table is Table.AUDIT:
            raise ValueError("the audit trail is only ever appended to")
        if (number := self.number(table, key)) is not None:
            self._patch.put(table, number, None)

    def audit(self, entry: object) -> None:
        """Append an entry (a dataclass) to the audit trail, chained to the one before."""
        self._require_open()
        number = self._entries + 1
        raw, mark = chained(self._key, self._audit, number, records.encode(entry))
        self._patch.put(Table.AUDIT, number, raw)
        self._entries, self._audit = number, mark

    def replace_raw(self, table: Table, number: int, raw: bytes | None) -> None:
        """Set or (None) remove the record of that number. Raises `ValueError` where it has not what its key needs."""
        self._require_open()
        if table is Table.AUDIT:
            raise ValueError("the audit trail is only ever appended to")
        if raw is not None:
            key = records.required_key(table, raw)
            if self.number(table, key) not in (None, number):
                raise ValueError(f"{table.value} has a record {key!r} already")
        self._patch.put(table, number, raw)
        self._last[table] = max(self._last_of(table), number)

    def _last_of(self, table: Table) -> int:
        """The highest number that was ever given in a table."""
        return self._last.get(table, self._state.tables[table].last)

    def _require_open(self) -> None:
        if self._ended:
            raise RuntimeError("the transaction has ended")
