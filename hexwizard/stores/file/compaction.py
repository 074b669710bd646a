"""Folding the journal into a new snapshot, beside the acts that go on.

The long part, writing, holds no lock that an act waits for. Then, as the one writer and within milliseconds,
three names change, each step leaving a file that opens: the snapshot (the journal still begins before it, and
the acts that it repeats are passed over), its copy, and last the journal, cut down to what neither holds.
"""

from __future__ import annotations

from hexwizard.stores.file import disk, founding, journal, loading
from hexwizard.stores.file.engine import Engine
from hexwizard.stores.file.seal import MARK_LENGTH
from hexwizard.stores.file.state import State

_SHARE = 0.25
_LEAST = 1 << 20
_KEPT = 1 << 16


def is_due(engine: Engine) -> bool:
    """Whether the journal has outgrown its share of the snapshot."""
    return engine.place.offset > max(_LEAST, _SHARE * engine.snapshot.size)


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
            with engine.locks.writing():
                return _put_in_place(engine, state)
        finally:
            disk.tidy((engine.layout.new_account, engine.layout.new_good))


def _put_in_place(engine: Engine, state: State) -> bool:
    layout = engine.layout
    engine.catch_up()
    if engine.state.file != state.file or engine.snapshot.sequence >= state.sequence:
        return False
    disk.replace(layout.new_account, layout.account)
    with engine.guard:
        engine.snapshot = loading.SnapshotSeen(loading.identity_of(layout.account.stat()), state.sequence, state.file)
    disk.replace(layout.new_good, layout.good)
    loading.place_journal(layout, _shortened(engine, state))
    engine.sync_head()
    engine.catch_up()
    return True


def _shortened(engine: Engine, state: State) -> bytes:
    """The journal without the acts that the snapshot holds, but for the last few of them.

    A wizard that has not looked for a while finds there what it missed, and need not read the whole file anew. The
    lines stay as they are: their marks depend on the acts before, not on the journal that they stand in.
    """
    layout = engine.layout
    data = disk.read_whole(layout.journal)[: engine.place.offset]
    begun, position = journal.read_beginning(data, engine.key, layout.journal.name)
    base, chain = begun.base, begun.chain.encode()
    folded = position
    for _ in range(state.sequence - base):
        folded = data.index(b"\n", folded) + 1
    while base < state.sequence and folded - position > _KEPT:
        base, chain = base + 1, data[position : position + MARK_LENGTH]
        position = data.index(b"\n", position) + 1
    return journal.beginning(engine.key, state.file, base, chain) + data[position:]
