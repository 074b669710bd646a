"""One writer at a time: among the threads of this process, then among processes.

The system frees a lock of this kind when its holder dies (flock, LockFileEx), so that nothing has to be
cleaned up after a kill. On network file systems that promise is weaker; `network` tells which those are.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident

from filelock import FileLock, Timeout

from hexwizard.stores.file.disk import PRIVATE_FILE
from hexwizard.stores.file.failures import disk_problem
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.protocol import StoreBusy

_POLL = 0.002


class Locks:
    """The locks of one account file. Each wait ends after `timeout` seconds with `StoreBusy`."""

    def __init__(self, layout: Layout, timeout: float) -> None:
        self._layout = layout
        self._timeout = timeout
        self._thread = Lock()
        self._holder: int | None = None
        self._write = FileLock(layout.lock, mode=PRIVATE_FILE, thread_local=False)
        self._compact: FileLock | None = None  # made when first wanted: most wizards never compact

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone in writing. Raises `StoreBusy`, or `RuntimeError` inside another transaction of this thread."""
        if self._holder == get_ident():
            raise RuntimeError("a transaction inside a transaction would wait for itself")
        deadline = time.monotonic() + self._timeout
        if not self._thread.acquire(timeout=self._timeout):
            raise self._busy()
        try:
            self._holder = get_ident()
            with self._held(self._write, max(0.0, deadline - time.monotonic())):
                yield
        finally:
            self._holder = None
            self._thread.release()

    @contextmanager
    def compacting(self, *, wait: bool) -> Iterator[None]:
        """Alone in writing a new snapshot, while acts go on. Raises `StoreBusy`, at once unless told to wait."""
        if self._compact is None:
            self._compact = FileLock(self._layout.compaction_lock, mode=PRIVATE_FILE, thread_local=False)
        with self._held(self._compact, self._timeout if wait else 0.0):
            yield

    @contextmanager
    def _held(self, lock: FileLock, timeout: float) -> Iterator[None]:
        try:
            lock.acquire(timeout=timeout, poll_interval=_POLL)
        except Timeout:
            raise self._busy() from None
        except OSError as error:
            raise disk_problem(error, self._layout.lock) from error
        try:
            yield
        finally:
            lock.release()

    def _busy(self) -> StoreBusy:
        return StoreBusy("problem.store.busy", path=str(self._layout.account), seconds=round(self._timeout))
