"""When an account file is damaged: a copy set aside, and the way back from the last good snapshot."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hexwizard.stores.file import disk, founding, head, journal, loading
from hexwizard.stores.file.compaction import tidy
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import Layout, set_aside_path
from hexwizard.stores.file.seal import Key, read_key
from hexwizard.stores.file.state import State
from hexwizard.stores.protocol import StoreUnusable

_PIECE = 1 << 20
_MARK = 12


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a restoration brought back: acts in the file now, and how many acknowledged ones could not be
    found.
    """

    acts: int
    lost: int


def set_aside(layout: Layout) -> None:
    """Copy the snapshot and the journal under names of their own. Once for each content: opening again adds
    none.

    That a copy cannot be made (a full disk) must not hide why it is made, so nothing is raised.
    """
    for path in (layout.account, layout.journal):
        with suppress(OSError, StoreUnusable):
            if disk.refuse_unless_file(path):
                _copy(path)


def _copy(path: Path) -> None:
    digest = hashlib.sha256()
    with disk.opened(path) as source:
        while piece := os.read(source, _PIECE):
            digest.update(piece)
        target = set_aside_path(path, digest.hexdigest()[:_MARK])
        if target.exists():
            return
        os.lseek(source, 0, os.SEEK_SET)
        with disk.created(target) as copy:
            while piece := os.read(source, _PIECE):
                disk.write_all(copy, piece)
            disk.fsync(copy)


def restore(layout: Layout, now: datetime) -> Restoration:
    """Put the last good snapshot, and every whole act that follows it, in the place of a damaged file.

    To be called by the one writer. Raises `Broken` where the good copy or the key is damaged too.
    """
    key = read_key(layout.key)
    state, _ = loading.read_snapshot(layout.good, key)
    _follow(layout, key, state)
    acknowledged = _acknowledged(layout, key)
    set_aside(layout)
    state.file = founding.new_file_name()  # other wizards, and the old journal, must not go on with the old life
    try:
        founding.write_snapshots(layout, key, state, now)
        disk.replace(layout.new_good, layout.good)  # first: from here on it alone holds everything that was found
        loading.new_journal(layout, key, state)
        loading.write_head(layout, key, state)
        disk.replace(layout.new_account, layout.account)
    finally:
        tidy(layout)
    return Restoration(state.sequence, max(0, acknowledged - state.sequence))


def _follow(layout: Layout, key: Key, state: State) -> None:
    """Take in what the journal holds beyond the good copy, as far as it is whole."""
    with suppress(OSError, Broken):
        journal_data = disk.read_whole(layout.journal)
        begun, start = journal.read_beginning(journal_data, key, layout.journal.name)
        if begun.file != state.file or begun.base > state.sequence:
            return
        for line in journal.lines(journal_data[start:], key, begun.chain.encode(), begun.base):
            if line.act.n > state.sequence:
                state.follow(line)


def _acknowledged(layout: Layout, key: Key) -> int:
    with suppress(OSError):
        known = head.newest(head.read_slots(disk.read_whole(layout.head), key))
        if known is not None:
            return known.sequence
    return 0
