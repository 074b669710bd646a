"""The acts since the snapshot: one line each, `mark act`, every mark made over the one before and the line.

An act is whole when its line is, so its changes and its audit entries exist together or not at all. The first
line says after which act the journal begins; it may begin before the snapshot ends, never after.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.seal import MARK_LENGTH, Key

_TEXT_AT = MARK_LENGTH + 1


class Beginning(msgspec.Struct, frozen=True):
    """The first line: the file it belongs to, and the act and mark after which it goes on."""

    journal: int
    file: str
    base: int
    chain: str


class Act(msgspec.Struct, frozen=True):
    """One committed transaction: TinyDB's own shape, with null for a record that was deleted."""

    n: int
    at: str
    tables: dict[str, dict[str, msgspec.Raw]]


_beginning = msgspec.json.Decoder(Beginning).decode
_act = msgspec.json.Decoder(Act).decode


class Line(msgspec.Struct, frozen=True):
    """An act as it was read: its mark, and where in the journal the line after it begins."""

    act: Act
    mark: bytes
    end: int


def beginning(key: Key, file: str, base: int, chain: bytes) -> bytes:
    """The first line of a new journal."""
    text = msgspec.json.encode(Beginning(1, file, base, chain.decode()))
    return key.mark("journal", text) + b" " + text + b"\n"


def line(key: Key, chain: bytes, number: int, at: str, tables: bytes) -> tuple[bytes, bytes]:
    """(line, its mark) for one act; `tables` is JSON already."""
    text = b'{"n":%d,"at":"%s","tables":%s}' % (number, at.encode(), tables)
    mark = key.mark("act", chain, text)
    return b"%s %s\n" % (mark, text), mark


def read_beginning(data: bytes, key: Key, name: str) -> tuple[Beginning, int]:
    """The first line and where the next begins. Raises `Broken` where it is not as it was written."""
    end = data.find(b"\n")
    text = data[_TEXT_AT:end]
    if end < 0 or data[:_TEXT_AT] != key.mark("journal", text) + b" ":
        raise Broken(f"{name}, line 1", "journal-beginning")
    return _beginning(text), end + 1


def lines(data: bytes, key: Key, chain: bytes, number: int, offset: int = 0) -> Iterator[Line]:
    """The acts in `data`, which follow act `number` with the mark `chain`; `offset` is where `data` begins.

    Stops at the first line that is not whole.
    """
    position = 0
    while (end := data.find(b"\n", position)) >= 0:
        text = data[position + _TEXT_AT : end]
        mark = data[position : position + MARK_LENGTH]
        if data[position + MARK_LENGTH : position + _TEXT_AT] != b" " or mark != key.mark("act", chain, text):
            return
        number += 1
        act = _act(text)
        if act.n != number:
            return
        position = end + 1
        chain = mark
        yield Line(act, mark, offset + position)


def is_torn(rest: bytes) -> bool:
    """Whether `rest`, which follows the last whole line, can be what an interrupted append left: at most one
    line.
    """
    end = rest.find(b"\n")
    return end < 0 or end == len(rest) - 1
