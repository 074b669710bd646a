"""One writer at a time: among the threads of this process, then among processes.

The system frees a lock of this kind when its holder dies (flock, LockFileEx), so that nothing has to be
cleaned up after a kill. On network file systems that promise is weaker; `network` tells which those are.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, get_ident

from hexwizard.stores.file import advisory, disk
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
        self._compacting = Lock()

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
            with self._held(self._layout.lock, deadline):
                yield
        finally:
            self._holder = None
            self._thread.release()

    @contextmanager
    def compacting(self, *, wait: bool) -> Iterator[None]:
        """Alone in writing a new snapshot, while acts go on. Raises `StoreBusy`, at once unless told to wait."""
        timeout = self._timeout if wait else 0.0
        deadline = time.monotonic() + timeout
        if not self._compacting.acquire(timeout=timeout):
            raise self._busy()
        try:
            with self._held(self._layout.compaction_lock, deadline):
                yield
        finally:
            self._compacting.release()

    @contextmanager
    def _held(self, path: Path, deadline: float) -> Iterator[None]:
        descriptor = self._locked(path, deadline)
        try:
            yield
        finally:
            advisory.unlock(descriptor)
            os.close(descriptor)

    def _locked(self, path: Path, deadline: float) -> int:
        """A descriptor of the lock file that holds the lock. Raises `StoreBusy` after `deadline`."""
        try:
            while (descriptor := _tried(path)) is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise self._busy()
                time.sleep(min(_POLL, left))
        except OSError as error:
            raise disk_problem(error, path) from error
        return descriptor

    def _busy(self) -> StoreBusy:
        return StoreBusy("problem.store.busy", path=str(self._layout.account), seconds=round(self._timeout))


def _tried(path: Path) -> int | None:
    """A descriptor that holds the lock, None where another holds it."""
    descriptor = disk.open_or_create(path)
    try:
        if advisory.locked(descriptor):
            if os.path.samestat(os.fstat(descriptor), os.lstat(path)):
                return descriptor
            advisory.unlock(descriptor)  # somebody removed the file that was locked: others would lock another
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None
