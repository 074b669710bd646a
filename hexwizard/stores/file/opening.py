"""Opening an account file, or making one: what is refused, and in which order things are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from hexwizard.stores.file import disk, founding
from hexwizard.stores.file.engine import Engine
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import ACCOUNT, ENDS, GOOD, KEY, TEMPORARY, Layout
from hexwizard.stores.file.locks import Locks
from hexwizard.stores.file.seal import read_key
from hexwizard.stores.file.snapshot import BEGINNING
from hexwizard.stores.protocol import StoreBusy, StoreUnusable


def open_engine(
    layout: Layout, clock: Callable[[], datetime], timeout: float, *, create: bool, for_one: bool
) -> Engine:
    """The engine over the file at `layout`, loaded. Raises `Broken`, `OSError` or `StoreUnusable`."""
    present = refuse_links(layout)
    if ACCOUNT not in present:
        if not create or GOOD in present:
            raise _missing(layout)
        disk.make_folders(layout.account.parent)
    elif KEY not in present:
        _refuse_foreign(layout)
    locks = Locks(layout, timeout)
    with locks.writing():
        if ACCOUNT not in present and not layout.account.exists():
            _found(layout, clock())
        engine = Engine(layout, read_key(layout.key), clock, locks, for_one=for_one)
        engine.load()
        if GOOD not in present or not present.isdisjoint(TEMPORARY):
            with suppress(StoreBusy), locks.compacting(wait=False):  # whoever folds just now writes these files
                disk.tidy(layout.temporaries)
                if not layout.good.exists():
                    founding.renew_good(layout)
    return engine


def refuse_links(layout: Layout) -> set[str]:
    """The ends of the names of those of its files that exist. Raises `StoreUnusable` where one is a link or no regular
    file.
    """
    return {end for end in ENDS if disk.refuse_unless_file(layout.text + end)}


def require_account(layout: Layout) -> None:
    """Raises `StoreUnusable` where there is no account file, and says so where it can be restored."""
    if ACCOUNT not in refuse_links(layout):
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
        disk.tidy((*layout.kept, *layout.temporaries))
        raise
