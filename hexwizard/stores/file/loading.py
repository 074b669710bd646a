"""Reading an account file from its beginning: snapshot, journal and head, each held against the others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

import msgspec

from hexwizard.stores.file import disk, head, journal, snapshot, tail
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.seal import Key
from hexwizard.stores.file.state import State

Identity: TypeAlias = tuple[int, int, int, int]  # a plain tuple: one is made at every look-up
Slots: TypeAlias = tuple[head.Head | None, ...]


def identity_of(status: os.stat_result) -> Identity:
    """What tells one version of the snapshot from the next without reading it."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Loaded(msgspec.Struct, frozen=True):
    """An account file as it was read: its state, and where each part of it ends."""

    state: State
    snapshot: SnapshotSeen
    place: tail.Place


class SnapshotSeen(msgspec.Struct, frozen=True):
    """A snapshot that was verified: which one, and the last act in it."""

    identity: Identity
    sequence: int
    file: str

    @property
    def size(self) -> int:
        return self.identity[2]


def look_again(path: Path, key: Key, before: SnapshotSeen) -> SnapshotSeen:
    """Which snapshot stands at `path` now that it is not the file that `before` was.

    Another wizard's fold is known by its seal alone: it holds nothing that the journal did not tell, and to verify all
    of a large file would be felt. Under the old seal somebody has written into the file: then it is verified to the
    last byte. Raises `Broken`.
    """
    with disk.opened(path) as descriptor:
        status = os.fstat(descriptor)
        last = disk.read_from(descriptor, max(0, status.st_size - snapshot.SEAL_MOST))
    seal = snapshot.read_seal(last, key, path.name)
    if (seal.file, seal.sequence) == (before.file, before.sequence):
        data, identity = _bytes_of(path)
        snapshot.read(data, key, path.name)
        return SnapshotSeen(identity, before.sequence, before.file)
    return SnapshotSeen(identity_of(status), seal.sequence, seal.file)


def read_snapshot(path: Path, key: Key, *, for_one: bool = False) -> tuple[State, SnapshotSeen]:
    """The state that the snapshot at `path` says, verified to the last byte. Raises `Broken`."""
    data, identity = _bytes_of(path)
    seal = snapshot.read(data, key, path.name)
    return State.of(seal, data, path.name, for_one=for_one), SnapshotSeen(identity, seal.sequence, seal.file)


def _bytes_of(path: Path) -> tuple[bytes, Identity]:
    with disk.opened(path) as descriptor:
        return disk.read_from(descriptor, 0), identity_of(os.fstat(descriptor))


def load(layout: Layout, key: Key, *, for_one: bool = False) -> Loaded:
    """Everything, as it stands after the last whole act; what an interrupted append left is cut off.

    `for_one` client: without an index over all of them (`seeking`).

    To be called by the one writer. Raises `Broken` where anything acknowledged is missing or was changed.
    """
    state, seen = read_snapshot(layout.account, key, for_one=for_one)
    slots = read_head(layout, key)
    if any(slot is not None and slot.file != state.file for slot in slots):
        raise Broken(layout.head.name, "other-file")
    return Loaded(state, seen, _follow(layout, key, state, slots))


def read_head(layout: Layout, key: Key) -> Slots:
    """The slots of the head. Raises `Broken` where it is missing or none can be read."""
    try:
        slots = head.read_slots(disk.read_whole(layout.head), key)
    except FileNotFoundError:
        raise Broken(layout.head.name, "head-missing") from None
    if head.newest(slots) is None:
        raise Broken(layout.head.name, "head")
    return slots


def _follow(layout: Layout, key: Key, state: State, slots: Slots) -> tail.Place:
    try:
        found = tail.read(layout, key, state, None)
    except FileNotFoundError:
        if any(slot is not None and slot.sequence > state.sequence for slot in slots):
            raise Broken(layout.journal.name, "journal-missing") from None
        new_journal(layout, key, state)
        found = tail.read(layout, key, state, None)
    except tail.Gap:
        raise Broken(layout.journal.name, "other-file") from None
    if not journal.is_torn(found.rest):
        raise Broken(f"{layout.journal.name}, act {state.sequence + len(found.lines) + 1}", "journal-line")
    for line in found.lines:
        state.follow(line)
    require_acknowledged(layout, state, slots)
    settle(layout, key, state, found, slots)
    return found.place


def require_acknowledged(layout: Layout, state: State, slots: Slots) -> None:
    """Raises `Broken` where the head knows of acts that the file has not, or a slot was damaged rather than
    torn.
    """
    for slot in slots:
        if slot is not None and (slot.sequence > state.sequence or slot.entries > state.entries):
            where = f"{layout.journal.name}, act {state.sequence + 1}"
            raise Broken(where, "acts-missing", str(slot.sequence - state.sequence))
        if slot is not None and slot.sequence == state.sequence and slot != state.head():
            raise Broken(layout.head.name, "head")
    known = head.newest(slots)
    if None in slots and known is not None and known.sequence == state.sequence:
        raise Broken(layout.head.name, "head")


def settle(layout: Layout, key: Key, state: State, found: tail.Tail, slots: Slots) -> None:
    """Cut what is torn, make durable what an interrupted writer had not yet waited for, and bring the head
    up.
    """
    now = state.head()
    if not found.rest and now in slots:  # all of it was acknowledged, and so it was waited for
        return
    with disk.opened(layout.journal, os.O_RDWR) as descriptor:
        if found.rest:
            os.ftruncate(descriptor, found.place.offset)
        disk.fsync(descriptor)
    torn = [place for place, slot in enumerate(slots) if slot is None]
    if torn or now not in slots:
        with disk.opened(layout.head, os.O_RDWR) as descriptor:
            for place in torn or [now.place]:
                disk.write_at(descriptor, now.slot(key, place), place * head.SLOT)


def new_journal(layout: Layout, key: Key, state: State) -> None:
    """Put an empty journal in place that begins after `state`."""
    place_journal(layout, journal.beginning(key, state.file, state.sequence, state.chain))


def place_journal(layout: Layout, data: bytes) -> None:
    """Put a journal in place, durably."""
    with disk.created(layout.new_journal) as descriptor:
        disk.write_all(descriptor, data)
        disk.fsync(descriptor)
    disk.replace(layout.new_journal, layout.journal)


def write_head(layout: Layout, key: Key, state: State) -> None:
    """Put a new head in place, both of its slots whole."""
    slots = [state.head().slot(key, place) for place in range(head.SLOTS)]
    with disk.created(layout.new_head) as descriptor:
        disk.write_all(descriptor, b"".join(slots))
        disk.fsync(descriptor)
    disk.replace(layout.new_head, layout.head)
