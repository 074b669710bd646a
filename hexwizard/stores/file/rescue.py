"""When an account file is damaged: a copy set aside, and the way back.

What can be trusted is found first, and changes nothing: the newest snapshot of which every byte is as it was written,
the account file itself or its last good copy, and the acts in the journal that follow it without a break. An act
behind a damaged one is not taken in: it was made over records that are no longer known, and the chain of the audit
trail would have a hole.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hexwizard.stores.file import disk, founding, head, journal, loading, snapshot
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import Layout, set_aside_path
from hexwizard.stores.file.records import encode
from hexwizard.stores.file.seal import Key, read_key
from hexwizard.stores.file.state import Changes, State, as_json
from hexwizard.stores.file.trail import chained
from hexwizard.stores.protocol import StoreUnusable, Table

_PIECE = 1 << 20
_MARK = 12


@dataclass(frozen=True, slots=True)
class LastGood:
    """What a restoration brings back, and what it cannot.

    `written`: when the good copy was made; `until`: the moment of the last act that comes back (both UTC). `kept`:
    acts later than the copy, which come back too; `lost`: acts that were acknowledged and cannot be found or trusted,
    None where nothing tells how many. `acts` and `counts`: acts and records by table in the file that comes back.
    `aside`: the copies of what was replaced, none before it is.
    """

    written: datetime
    until: datetime
    kept: int
    lost: int | None
    acts: int
    counts: Mapping[str, int]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What can be trusted of a damaged file, read into memory."""

    key: Key
    state: State
    good: LastGood


def find(layout: Layout) -> Found:
    """What a restoration would bring back. Changes nothing.

    Raises `Broken` where no snapshot can be trusted, or the key is missing that tells.
    """
    key = read_key(layout.key)
    state, written = _newest_snapshot(layout, key)
    folded = state.sequence
    until, rest = _follow(layout, key, state)
    counts = state.counts()
    lost = _lost(layout, key, state, rest)
    good = LastGood(written, until or written, state.sequence - folded, lost, state.sequence, counts)
    return Found(key, state, good)


def restore(layout: Layout, now: datetime, entry: Callable[[LastGood], object] | None) -> LastGood:
    """Put what can be trusted in the place of the damaged file, with an audit entry that says so.

    To be called by the one writer. Raises `Broken` as `find`, and `OSError` where not even the copies can be written:
    then nothing was replaced.
    """
    found = find(layout)
    state = found.state
    copies = _copies(layout)
    if entry is not None:
        _append(found, founding.instant(now), entry(found.good))
    state.file = founding.new_file_name()  # other wizards, and the old journal, must not go on with the old life
    try:
        founding.write_snapshots(layout, found.key, state, now)
        disk.replace(layout.new_good, layout.good)  # first: from here on it alone holds everything that was found
        loading.new_journal(layout, found.key, state)
        loading.write_head(layout, found.key, state)
        disk.replace(layout.new_account, layout.account)
    finally:
        disk.tidy(layout.temporaries)
    return replace(found.good, aside=tuple(map(str, copies)))


def _newest_snapshot(layout: Layout, key: Key) -> tuple[State, datetime]:
    """The one that holds most acts, and when it was written; of equals the good copy, whose life is the later one."""
    seals = {}
    broken = Broken(layout.good.name, "good-missing")
    for path in (layout.good, layout.account):
        try:
            seals[path] = snapshot.read(disk.read_whole(path), key, path.name)
        except (OSError, Broken) as error:
            broken = error if isinstance(error, Broken) else broken
    if not seals:
        raise broken
    best = max(seals, key=lambda path: seals[path].sequence)
    state, _ = loading.read_snapshot(best, key)
    state.tables.read_all()
    return state, datetime.fromisoformat(seals[best].written)


def _follow(layout: Layout, key: Key, state: State) -> tuple[datetime | None, bytes | None]:
    """Take in the acts of the journal that follow `state` without a break.

    Returns when the last of them was done, and the bytes that stand after it; None where the journal does not tell.
    """
    try:
        data = disk.read_whole(layout.journal)
        begun, end = journal.read_beginning(data, key, layout.journal.name)
    except (OSError, Broken):
        return None, None
    if begun.file != state.file or begun.base > state.sequence:
        return None, None
    until = None
    for line in journal.lines(data[end:], key, begun.chain.encode(), begun.base, end):
        end = line.end
        if line.act.n > state.sequence:
            state.follow(line)
            until = datetime.fromisoformat(line.act.at)
    return until, data[end:]


def _lost(layout: Layout, key: Key, state: State, rest: bytes | None) -> int | None:
    """How many acts are missing: as the head says, else the lines of the journal that cannot be trusted.

    The head of a life before counts too: that is what a restoration leaves that was interrupted.
    """
    known = None
    with suppress(OSError):
        known = head.newest(head.read_slots(disk.read_whole(layout.head), key))
    if known is not None:
        return max(0, known.sequence - state.sequence)
    return None if rest is None else rest.count(b"\n")


def _append(found: Found, at: str, entry: object) -> None:
    """Add the entry as an act of its own, which the new snapshot holds already."""
    state = found.state
    number = state.entries + 1
    raw, _ = chained(found.key, state.audit, number, encode(entry))
    changes: Changes = {Table.AUDIT: {number: raw}}
    act = state.sequence + 1
    _, mark = journal.line(found.key, state.chain, act, at, as_json(changes.items()))
    state.apply(changes, act, mark)


def set_aside(layout: Layout) -> list[Path]:
    """Copy the snapshot and the journal under names of their own, which are returned. Once for each content: opening
    again adds none.

    That a copy cannot be made (a full disk) must not hide why it is made, so nothing is raised.
    """
    with suppress(OSError, StoreUnusable):
        return _copies(layout)
    return []


def _copies(layout: Layout) -> list[Path]:
    """As `set_aside`, but raises where a copy cannot be written: what is about to be replaced is the only one."""
    there = [path for path in (layout.account, layout.journal) if disk.refuse_unless_file(path)]
    return [copy for path in there if (copy := _copied(path)) is not None]


def _copied(path: Path) -> Path | None:
    """The copy of `path`; None where the disk no longer reads it, and nothing can be copied."""
    with disk.opened(path) as source:
        digest, length = hashlib.sha256(), 0
        try:
            while piece := os.read(source, _PIECE):
                digest.update(piece)
                length += len(piece)
        except OSError:
            return None
        target = set_aside_path(path, digest.hexdigest()[:_MARK])
        if target.exists() and target.stat().st_size == length:  # a shorter one was cut off while it was made
            return target
        os.lseek(source, 0, os.SEEK_SET)
        with disk.created(target) as copy:
            while piece := os.read(source, _PIECE):
                disk.write_all(copy, piece)
            disk.fsync(copy)
    return target
