"""Opening an account file, or making one: what is refused, and in which order things are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from hexwizard.stores.file import disk, founding
from hexwizard.stores.file.engine import Engine
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.locks import Locks
from hexwizard.stores.file.seal import read_key
from hexwizard.stores.file.snapshot import BEGINNING
from hexwizard.stores.protocol import StoreUnusable


def open_engine(layout: Layout, clock: Callable[[], datetime], timeout: float, *, create: bool) -> Engine:
    """The engine over the file at `layout`, loaded. Raises `Broken`, `OSError` or `StoreUnusable`."""
    if refuse_links(layout):
        _refuse_foreign(layout)
    elif create and not layout.good.exists():
        disk.make_folders(layout.account.parent)
    else:
        raise _missing(layout)
    locks = Locks(layout, timeout)
    with locks.writing():
        if not layout.account.exists():
            _found(layout, clock())
        engine = Engine(layout, read_key(layout.key), clock, locks)
        engine.load()
        if not layout.good.exists():
            founding.renew_good(layout)
    return engine


def refuse_links(layout: Layout) -> bool:
    """Whether the account file exists. Raises `StoreUnusable` where any of its files is a link or no regular
    file.
    """
    for path in (*layout.kept[1:], *layout.temporaries, layout.lock, layout.compaction_lock):
        disk.refuse_unless_file(path)
    return disk.refuse_unless_file(layout.account)


def require_account(layout: Layout) -> None:
    """Raises `StoreUnusable` where there is no account file, and says so where it can be restored."""
    if not refuse_links(layout):
        raise _missing(layout)


def _missing(layout: Layout) -> StoreUnusable:
    key = "problem.store.missing-restorable" if layout.good.exists() else "problem.store.missing"
    return StoreUnusable(key, path=str(layout.account))


def _refuse_foreign(layout: Layout) -> None:
    """Raises `Broken` where the file does not even begin as ours, before anything is made beside it."""
    with disk.opened(layout.account) as descriptor:
        begun = os.read(descriptor, len(BEGINNING))
    if begun != BEGINNING:
        raise Broken(layout.account.name, "foreign" if begun else "empty")


def _found(layout: Layout, now: datetime) -> None:
    """Make the file; where that fails, leave nothing behind."""
    try:
        founding.found(layout, now)
    except BaseException:
        for path in (*layout.kept, *layout.temporaries):
            with suppress(OSError):
                disk.remove(path)
        raise
