"""Folding the journal into a new snapshot, beside the acts that go on.

What takes long, writing and waiting for the disk, holds no lock that an act waits for. Three names change, each step
leaving a file that opens: the snapshot (the journal still begins before it, and the acts that it repeats are passed
over), its copy, and last the journal, where it has grown long: cut down to what neither holds, as the one writer.
"""

from __future__ import annotations

import msgspec

from hexwizard.stores.file import disk, founding, journal, loading
from hexwizard.stores.file.engine import LONG_JOURNAL, Engine
from hexwizard.stores.file.seal import MARK_LENGTH
from hexwizard.stores.file.state import State

_SHARE = 0.25
KEPT = 1 << 16
"""How many bytes of folded acts stay in the journal: under that it is not cut at all."""


def is_due(engine: Engine) -> bool:
    """Whether the journal has outgrown its share of the snapshot."""
    return engine.place.offset > max(LONG_JOURNAL, _SHARE * engine.snapshot.size)


def compact(engine: Engine, *, wait: bool = False) -> bool:
    """Bring the snapshot up to the last act. False where it is already there.

    Raises `StoreBusy` where another process is at it, at once unless told to wait; `OSError` where the disk
    fails, and then nothing is lost.
    """
    with engine.locks.compacting(wait=wait):
        engine.view()
        with engine.guard:
            if engine.snapshot.sequence == engine.state.sequence and engine.snapshot.file == engine.state.file:
                return False
            state = engine.state.captured()
        try:
            founding.write_snapshots(engine.layout, engine.key, state, engine.clock())
            engine.view()
            if engine.state.file != state.file:
                return False
            _put_in_place(engine, state)
        finally:
            disk.tidy((engine.layout.new_account, engine.layout.new_good))
        return True


def _put_in_place(engine: Engine, state: State) -> None:
    layout = engine.layout
    with engine.guard:  # or else this wizard's next look-up would take its own snapshot for another's, and read it
        disk.take_place(layout.new_account, layout.account)
        engine.snapshot = loading.SnapshotSeen(loading.identity_of(layout.account.stat()), state.sequence, state.file)
    disk.sync_folder(layout.account.parent)
    disk.replace(layout.new_good, layout.good)
    kept = _kept(engine, state)
    if kept is not None:
        with engine.locks.writing():
            engine.catch_up()
            later = disk.read_whole(layout.journal)[kept.position : engine.place.offset]
            loading.place_journal(layout, journal.beginning(engine.key, state.file, kept.base, kept.chain) + later)
            engine.catch_up()
    engine.sync_head()


class _Kept(msgspec.Struct, frozen=True):
    """What a shorter journal keeps of the one there is: all from `position` on, after act `base` with its `chain`."""

    position: int
    base: int
    chain: bytes


def _kept(engine: Engine, state: State) -> _Kept | None:
    """The acts that the snapshot does not hold, and the last few of those that it does; None where that is all.

    A wizard that has not looked for a while finds there what it missed, and need not read the whole file anew. The
    lines stay as they are: their marks depend on the acts before, not on the journal that they stand in.
    """
    data = disk.read_whole(engine.layout.journal)
    begun, first = journal.read_beginning(data, engine.key, engine.layout.journal.name)
    base, chain, position = begun.base, begun.chain.encode(), first
    folded = position
    for _ in range(state.sequence - base):
        folded = data.index(b"\n", folded) + 1
    while base < state.sequence and folded - position > KEPT:
        base, chain = base + 1, data[position : position + MARK_LENGTH]
        position = data.index(b"\n", position) + 1
    return None if position == first else _Kept(position, base, chain)
