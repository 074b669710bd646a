"""Records that differ from the state: what a transaction is about to write, or what a reader saw before
others wrote.

Both are the same thing, the state *but for* some records, and so both read through one `View`.
"""

from __future__ import annotations

from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.records import Identity, key_of, read_identity
from hexwizard.stores.protocol import Table


class Patch:
    """Numbers and bytes (None: no such record) by table, with the small index that reading them needs."""

    __slots__ = ("identifiers", "numbers", "tables")

    def __init__(self) -> None:
        self.tables: dict[Table, dict[int, bytes | None]] = {table: {} for table in Table}
        self.numbers: dict[Table, dict[str, int]] = {table: {} for table in Table}
        self.identifiers = Identifiers()

    def __bool__(self) -> bool:
        return any(self.tables.values())

    def put(self, table: Table, number: int, raw: bytes | None, identity: Identity | None = None) -> None:
        """Set what record `number` is; `identity`, where it is known without reading `raw`."""
        self._forget(table, number)
        self.tables[table][number] = raw
        if raw is None:
            return
        if table is Table.ACCOUNTS:
            self.identifiers.add(number, identity or read_identity(raw))
        elif table is not Table.AUDIT:
            self.numbers[table][key_of(table, raw)] = number

    def keep(self, table: Table, number: int, raw: bytes | None) -> None:
        """Set what record `number` is, unless that is known: the oldest is what a reader saw."""
        if number not in self.tables[table]:
            self.put(table, number, raw)

    def _forget(self, table: Table, number: int) -> None:
        raw = self.tables[table].get(number)
        if raw is None:
            return
        if table is Table.ACCOUNTS:
            self.identifiers.remove(number, read_identity(raw))
        elif table is not Table.AUDIT and self.numbers[table].get(key := key_of(table, raw)) == number:
            del self.numbers[table][key]
