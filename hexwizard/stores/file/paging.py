"""Opening a snapshot: where each record stands, and the identifiers, without decoding anything else."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from hexwizard.accounts.collector import collector_paused
from hexwizard.stores.file import snapshot
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.records import Identity, Keyed, Nothing
from hexwizard.stores.file.seeking import Seeking, UnreadPages
from hexwizard.stores.file.table import END, Pages, TableData
from hexwizard.stores.protocol import StoreUnusable, Table

_identities = msgspec.json.Decoder(dict[int, Identity]).decode
_keys = msgspec.json.Decoder(dict[int, Keyed]).decode
_numbers = msgspec.json.Decoder(dict[int, Nothing]).decode

_PIECE = 1 << 18


class Tables(dict[Table, TableData]):
    """The tables of a verified snapshot, each read when it is first asked for.

    Opening needs the accounts alone, and many commands need few of the others: a trail of years is not read to look
    up one client.
    """

    def __init__(self, data: bytes, places: Mapping[Table, tuple[snapshot.Segment, int, int]], name: str) -> None:
        super().__init__()
        self._data = data
        self._places = places
        self._name = name

    def __missing__(self, table: Table) -> TableData:
        try:
            # two threads may come here at once: the first to be done is the one that all go on with
            return self.setdefault(table, self._read(table))
        except Broken as broken:
            raise StoreUnusable("problem.store.damaged", path=self._name, where=broken.where) from broken

    def read_all(self) -> None:
        """Read what has not been asked for. Raises `Broken` where records cannot be read."""
        for table in set(Table) - set(self):
            self.setdefault(table, self._read(table))

    def captured(self) -> Tables:
        """The tables as they are now, for a writer that takes its time; to be called where nothing changes them."""
        copy = Tables(self._data, self._places, self._name)
        copy.update((table, data.captured()) for table, data in self.items())
        return copy

    def _read(self, table: Table) -> TableData:
        if table not in self._places:
            return TableData(Pages())
        segment, begin, stop = self._places[table]
        if not segment.records:  # the rest of a sealed table is known
            return TableData(Pages())
        with collector_paused(), _explained(table, self._name):
            return _table(table, self._data, segment, begin, stop)


@contextmanager
def _explained(table: Table, name: str) -> Iterator[None]:
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise Broken(f"{name}: {table.value}", "records", str(error)) from error


def load(data: bytes, seal: snapshot.Seal, name: str, *, for_one: bool = False) -> tuple[Tables, Identifiers | Seeking]:
    """The tables of a verified snapshot and the index over its accounts; `for_one` client, what finds that one without.

    Raises `Broken` where they cannot be read.
    """
    end = sum(segment.bytes for segment in seal.tables.values())
    places = {table: (segment, begin, stop) for table, segment, begin, stop in snapshot.segments(seal, end, name)}
    tables, identifiers = Tables(data, places, name), Identifiers()
    with collector_paused(), _explained(Table.ACCOUNTS, name):
        segment, begin, stop = places[Table.ACCOUNTS]
        opening = data.index(b":{", begin) + 2
        if for_one and (numbers_in_order := _unbroken(data, opening, stop, segment)):
            unread = UnreadPages(data, numbers_in_order, opening, stop)
            tables[Table.ACCOUNTS] = table = TableData(unread)
            return tables, Seeking(unread, table.changed)
        numbers: dict[int, None] = {}
        for piece in _pieces(data, opening + 1, stop - len(END)):
            accounts = _identities(piece)
            numbers.update(dict.fromkeys(accounts))
            identifiers.add_all(accounts.items())
        tables[Table.ACCOUNTS] = TableData(_pages(data, opening, stop, _ids(numbers), segment))
    return tables, identifiers


def _unbroken(data: bytes, opening: int, stop: int, segment: snapshot.Segment) -> range | None:
    """The numbers of records of which none is missing between the first and the last, read off these two alone.

    None where one is missing: then the numbers must be read.
    """
    first = data[opening + 2 : data.find(b'"', opening + 2)]
    begun = data.rfind(b"\n", opening, stop - len(END)) + 2
    last = data[begun : data.find(b'"', begun)]
    if not segment.records or int(last) - int(first) != segment.records - 1:
        return None
    return range(int(first), int(last) + 1)


def _table(table: Table, data: bytes, segment: snapshot.Segment, begin: int, stop: int) -> TableData:
    opening, content = _content(data, begin, stop)
    if table is Table.AUDIT:
        return TableData(_pages(data, opening, stop, _ids(_numbers(content)), segment))
    keyed = _keys(content)
    pages = _pages(data, opening, stop, _ids(keyed), segment)
    return TableData(pages, {record.key: number for number, record in zip(pages.ids, keyed.values(), strict=True)})


def _pieces(data: bytes, begin: int, end: int) -> Iterator[bytes | memoryview]:
    """The records from `begin` to `end`, one a line, in pieces that are objects too; a small table as it stands.

    While all are decoded at once, which takes a third of a second at 100,000 accounts, no other thread runs: the screen
    behind which the file is opened would take no key.
    """
    view = memoryview(data)
    if end - begin <= _PIECE:
        yield view[begin - 2 : end + 2]  # with its braces: a copy would cost a small file a tenth of its opening
        return
    while begin < end:
        cut = data.find(b",\n", begin + _PIECE, end)
        cut = end if cut < 0 else cut
        yield b"".join((b"{", view[begin:cut], b"}"))
        begin = cut + 2


def _content(data: bytes, begin: int, stop: int) -> tuple[int, memoryview]:
    """(where its first line ends, its JSON) of the table between `begin` and `stop`."""
    opening = data.index(b":{", begin) + 1
    return opening + 1, memoryview(data)[opening : stop - 1]  # without the comma before the next table


def _pages(data: bytes, position: int, stop: int, ids: Sequence[int], segment: snapshot.Segment) -> Pages:
    """Where each record stands, from the line break at `position`."""
    if len(ids) != segment.records:
        raise ValueError("not as many records as were sealed")
    pages = Pages(data, ids, position, stop)
    _ = pages.breaks  # now, while what is wrong with them can be told
    return pages


def _ids(numbers: dict[int, Any]) -> Sequence[int]:
    """The numbers of records, which ascend: a range where none is missing, as in most files."""
    if not numbers:
        return ()
    first, last = next(iter(numbers)), next(reversed(numbers))
    if last - first == len(numbers) - 1:
        return range(first, last + 1)
    return array("Q", numbers)
