"""Where exactly a damaged file is damaged: by its marks, by its twin, or by what no longer reads as JSON."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import msgspec

from hexwizard.stores.file import journal, snapshot
from hexwizard.stores.file.failures import LATER, Broken
from hexwizard.stores.file.journal import Beginning, Line
from hexwizard.stores.file.seal import MARK_LENGTH, Key
from hexwizard.stores.protocol import Table

_TABLE_LINE = re.compile(rb'\{?"([a-z]+)":\{')
_RECORD_LINE = re.compile(rb'"(\d+)":')


def examine(data: bytes, key: Key | None, name: str, twin: bytes) -> tuple[snapshot.Seal | None, list[Broken]]:
    """(seal where it can be believed, all damage) of a snapshot. `twin` is a copy that may tell the exact place.

    Raises `Broken` where nothing is damaged and a later version wrote it.
    """
    found = []
    try:
        seal, begun = snapshot.split(data, name)
        if key is not None:
            found = _unsealed(data, begun, key, name)
        places = list(snapshot.segments(seal, begun, name))
    except Broken as broken:
        if broken.what == LATER and key is not None and not found:
            raise
        return None, [broken, *_unreadable(data, name)]
    view = memoryview(data)
    for table, segment, begin, stop in places:
        if hashlib.sha256(view[begin:stop]).hexdigest() != segment.digest:
            found += _located(data, twin, begin, stop, f"{name}: {table.value}")
    return seal, found


def _unsealed(data: bytes, begun: int, key: Key, name: str) -> list[Broken]:
    try:
        snapshot.check_seal(data, begun, key, name)
    except Broken as broken:
        return [broken]
    return []


def _located(data: bytes, twin: bytes, begin: int, stop: int, where: str) -> list[Broken]:
    """The damage between `begin` and `stop`, at its record where the twin differs there and nowhere else."""
    if len(twin) == len(data):
        lines = [
            (line, position)
            for line, other, position in _line_pairs(data[begin:stop], twin[begin:stop])
            if line != other
        ]
        if lines:
            return [Broken(_record(where, line, begin + position), "digest") for line, position in lines]
    unreadable = list(_unreadable(data[begin:stop], where))
    return unreadable or [Broken(where, "digest")]


def _line_pairs(data: bytes, twin: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Lines of both at the same places: as the twin has them, since a flipped bit can make or unmake a line
    break.
    """
    begin = 0
    while begin < len(twin):
        end = twin.find(b"\n", begin) + 1 or len(twin)
        yield data[begin:end], twin[begin:end], begin
        begin = end


def _record(where: str, line: bytes, position: int) -> str:
    found = _RECORD_LINE.match(line)
    return f"{where} {found[1].decode()}" if found else f"{where}, byte {position + 1}"


def _unreadable(data: bytes, name: str) -> Iterator[Broken]:
    """The lines that are no JSON any more, ten at most."""
    left = 10
    for number, line in enumerate(data.split(b"\n"), start=1):
        found = _RECORD_LINE.match(line)
        if found is None:
            continue
        try:
            msgspec.json.decode(line[found.end() :].removesuffix(b","))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Broken(f"{name}, line {number}", "records", str(error))
            left -= 1
            if not left:
                return


def counts(data: bytes, seal: snapshot.Seal | None) -> dict[str, int]:
    """Records by table: as sealed, or counted by lines where there is no seal to believe."""
    if seal is not None:
        return {name: segment.records for name, segment in seal.tables.items()}
    found = dict.fromkeys((table.value for table in Table), 0)
    current = ""
    for line in data.split(b"\n"):
        if (table := _TABLE_LINE.match(line)) is not None:
            current = table[1].decode()
        elif current in found and _RECORD_LINE.match(line):
            found[current] += 1
    return found


def journal_lines(
    data: bytes, start: int, key: Key, begun: Beginning, name: str
) -> Iterator[tuple[Line | None, Broken | None]]:
    """Every line: as an act where its mark holds, as damage otherwise. One torn line at the end is neither."""
    chain, number = begun.chain.encode(), begun.base
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        whole = data[start:end]
        number += 1
        line = next(journal.lines(whole, key, chain, number - 1, start), None)
        if line is None and end == len(data):
            return
        broken = None if line is not None else Broken(f"{name}, act {number}", "journal-line")
        yield line, broken
        chain = whole[:MARK_LENGTH]
        start = end
