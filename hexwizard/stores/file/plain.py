"""The same records as TinyDB's tables, for whoever wants to put TinyDB's questions to an account file that is in use.

    database = AccountDatabase(store)
    database.table("cases").search(where("note").matches("fax"))

TinyDB's own table reads and writes the whole file at each step. Here a record is decoded when it is touched, and a
change is one transaction of the store, with the records that it touched. The audit trail can be read and not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table as TinyTable

from hexwizard.stores.file.store import FileStore
from hexwizard.stores.file.transaction import FileTransaction
from hexwizard.stores.file.view import View
from hexwizard.stores.protocol import Table

Document = dict[str, Any]


class Records(Mapping[str, Document]):
    """One table, as TinyDB names its records; each is decoded when it is asked for."""

    def __init__(self, view: View, table: Table) -> None:
        self._view = view
        self._table = table
        self._numbers = view.numbers(table)

    def __getitem__(self, number: str) -> Document:
        raw = self._view.raw(self._table, int(number))
        if raw is None:
            raise KeyError(number)
        return cast("Document", msgspec.json.decode(raw))

    def __iter__(self) -> Iterator[str]:
        return map(str, self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class JournalStorage(Storage):
    """TinyDB's storage over an open account file: reads what is committed by now, writes what differs."""

    def __init__(self, store: FileStore) -> None:
        self.store = store

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables. A table is only a mapping, which is all that TinyDB's reading asks for."""
        view = cast("View", self.store.reader())
        return {table.value: cast("dict[str, Any]", Records(view, table)) for table in Table}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables say `data`, in one transaction. Raises `ValueError` for a table that is none of ours."""
        wanted = {Table(name): records for name, records in data.items()}
        with self.store.transaction() as act:
            for table in Table:
                touched = Touched(cast("FileTransaction", act), table)
                records = {int(number): dict(record) for number, record in wanted.get(table, {}).items()}
                for number in set(touched) - set(records):
                    del touched[number]
                touched.update(records)
                touched.write()


class Touched(MutableMapping[int, Document]):
    """One table within a transaction: remembers what was touched, and writes what came out different."""

    def __init__(self, act: FileTransaction, table: Table) -> None:
        self._act = act
        self._table = table
        self._numbers = dict.fromkeys(act.numbers(table))
        self._documents: dict[int, Document] = {}

    def __getitem__(self, number: int) -> Document:
        if number not in self._numbers:
            raise KeyError(number)
        if number not in self._documents:
            self._documents[number] = cast("Document", msgspec.json.decode(self._act.raw(self._table, number) or b""))
        return self._documents[number]

    def __setitem__(self, number: int, document: Document) -> None:
        self._numbers[number] = None
        self._documents[number] = document

    def __delitem__(self, number: int) -> None:
        del self._numbers[number]
        self._documents.pop(number, None)

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def write(self) -> None:
        """Hand what is different to the transaction. Raises `ValueError` for a change of the audit trail."""
        for number in self._act.numbers(self._table):
            if number not in self._numbers:
                self._act.replace_raw(self._table, number, None)
        for number, document in self._documents.items():
            raw = self._act.raw(self._table, number)
            if raw is None or msgspec.json.decode(raw) != document:
                self._act.replace_raw(self._table, number, msgspec.json.encode(document))


class JournalTable(TinyTable):
    """TinyDB's table, which writes only what it touched and remembers no answers: another wizard may change them."""

    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str, **_: object) -> None:
        super().__init__(storage, Table(name).value, cache_size=0)

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        return cast("dict[str, Mapping[Any, Any]]", self._storage.read()[self.name])  # type: ignore[index]

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        storage = cast("JournalStorage", self._storage)
        with storage.store.transaction() as act:
            touched = Touched(cast("FileTransaction", act), Table(self.name))
            updater(cast("dict[int, Mapping[Any, Any]]", touched))
            touched.write()
        self._next_id = None  # another wizard may have given it away


class AccountDatabase(TinyDB):
    """A `TinyDB` over an open account file. Closing it leaves the store open."""

    table_class = JournalTable  # type: ignore[assignment]  # TinyDB declares it as the exact class

    def __init__(self, store: FileStore) -> None:
        super().__init__(store, storage=JournalStorage)
