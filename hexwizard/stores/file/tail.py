"""Following the journal: which acts it holds beyond the state, and what stands after the last whole one."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from hexwizard.stores.file import disk, journal
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.journal import Line
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.seal import MARK_LENGTH, Key
from hexwizard.stores.file.state import State


class Gap(Exception):
    """The journal begins after the state, or belongs to another life of the file: load it anew."""


class Place(msgspec.Struct, frozen=True):
    """Where in the journal the next act begins. `mark` is that of the journal's first line.

    A new journal with the same first line begins with the same acts, so the place holds there too; a number
    of the file system would not do, since it is given anew after a removal.
    """

    mark: bytes
    offset: int


class Tail(msgspec.Struct, frozen=True):
    """What the journal holds after the state: whole acts, and `rest`, which is none."""

    lines: list[Line]
    rest: bytes
    place: Place


def read(layout: Layout, key: Key, state: State, place: Place | None) -> Tail:
    """All that the journal holds beyond `state`, which ends at `place` (None: unknown, read it from its
    beginning).

    Raises `Gap`, or `Broken` where what the state has already seen is not there as it was.
    """
    with disk.opened(layout.journal) as descriptor:
        mark = os.read(descriptor, MARK_LENGTH)
        if place is not None and place.mark == mark and place.offset <= os.fstat(descriptor).st_size:
            data = disk.read_from(descriptor, place.offset)
            return _after(data, key, state.chain, state.sequence, place)
        data = disk.read_from(descriptor, 0)
    return _from_beginning(data, key, state, layout.journal.name)


def ends_at(path: Path, place: Place) -> bool:
    """Whether the journal at `path` ends at `place`: nothing was added, and nothing torn was left."""
    with disk.opened(path) as descriptor:
        return os.fstat(descriptor).st_size == place.offset and os.read(descriptor, MARK_LENGTH) == place.mark


def _after(data: bytes, key: Key, chain: bytes, number: int, place: Place) -> Tail:
    lines = list(journal.lines(data, key, chain, number, place.offset))
    end = lines[-1].end if lines else place.offset
    return Tail(lines, data[end - place.offset :], Place(place.mark, end))


def _from_beginning(data: bytes, key: Key, state: State, name: str) -> Tail:
    begun, offset = journal.read_beginning(data, key, name)
    if begun.file != state.file or begun.base > state.sequence:
        raise Gap
    chain, number = begun.chain.encode(), begun.base
    for line in journal.lines(data[offset:], key, chain, number, offset):
        if number == state.sequence:
            break
        chain, number, offset = line.mark, line.act.n, line.end
    if number < state.sequence:
        raise Broken(f"{name}, line {number - begun.base + 2}", "journal-line")
    if chain != state.chain:
        raise Gap
    return _after(data[offset:], key, chain, number, Place(data[:MARK_LENGTH], offset))
