"""Opening a snapshot: where each record stands, and the identifiers, without decoding anything else."""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from hexwizard.stores.file import snapshot
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.records import Identity, Keyed, Nothing
from hexwizard.stores.file.table import Pages, TableData
from hexwizard.stores.protocol import Table

_identities = msgspec.json.Decoder(dict[str, Identity]).decode
_keys = msgspec.json.Decoder(dict[str, Keyed]).decode
_numbers = msgspec.json.Decoder(dict[str, Nothing]).decode


def load(data: bytes, seal: snapshot.Seal, name: str) -> tuple[dict[Table, TableData], Identifiers]:
    """The tables of a verified snapshot and the index over its accounts."""
    identifiers = Identifiers()
    tables = {table: TableData(Pages()) for table in Table}
    end = sum(segment.bytes for segment in seal.tables.values())
    with _no_collection():
        for table, segment, begin, stop in snapshot.segments(seal, end, name):
            try:
                tables[table] = _table(table, data, begin, stop, identifiers)
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
                raise Broken(f"{name}: {table.value}", "records", str(error)) from error
            if tables[table].count != segment.records:
                raise Broken(f"{name}: {table.value}", "records")
    return tables, identifiers


def _table(table: Table, data: bytes, begin: int, stop: int, identifiers: Identifiers) -> TableData:
    opening = data.index(b":{", begin) + 1
    content = memoryview(data)[opening : stop - 1]  # without the comma before the next table
    if table is Table.ACCOUNTS:
        accounts = _identities(content)
        pages = _pages(data, opening + 1, stop, accounts)
        identifiers.add_all(zip(pages.ids, accounts.values(), strict=True))
        return TableData(pages)
    if table is Table.AUDIT:
        return TableData(_pages(data, opening + 1, stop, _numbers(content)))
    keyed = _keys(content)
    pages = _pages(data, opening + 1, stop, keyed)
    return TableData(pages, {record.key: number for number, record in zip(pages.ids, keyed.values(), strict=True)})


def _pages(data: bytes, position: int, stop: int, numbers: Iterable[str]) -> Pages:
    """Where each record stands: one a line, `"17":{…},`, from the line break at `position`."""
    ids = array("Q", map(int, numbers))
    breaks = array("Q", (position,))
    find, keep = data.find, breaks.append
    for _ in ids:
        position = find(b"\n", position + 1, stop)
        keep(position)
    if data[position:stop] != b"\n},":
        raise ValueError("not a record a line")
    return Pages(data, ids, breaks)


@contextmanager
def _no_collection() -> Iterator[None]:
    # hundreds of thousands of new objects, none of them in a cycle: the collector would walk them again and again
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
