"""argon2 that gives way to the screen.

Its four lanes take both cores of a small machine, and the thread that paints waits for its turn: a key then stays
unpainted for 40 ms and more. In a thread of lower priority the same work takes as long where nothing else is asked for.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from hexwizard.credentials.hashing import Hasher

_LOWER: Final = 10
Answer = TypeVar("Answer")


class PoliteHasher:
    """A `Hasher` that does what another does, in a thread of its own."""

    def __init__(self, hasher: Hasher) -> None:
        self._hasher = hasher
        self._thread = ThreadPoolExecutor(1, "argon2", initializer=_give_way)

    def hash(self, password: str) -> str:
        return self._in_thread(lambda: self._hasher.hash(password))

    def verify(self, encoded: str | None, password: str) -> bool:
        return self._in_thread(lambda: self._hasher.verify(encoded, password))

    def explain(self, encoded: str, password: str, *, as_typed: bool = False) -> bool:
        return self._in_thread(lambda: self._hasher.explain(encoded, password, as_typed=as_typed))

    def is_outdated(self, encoded: str) -> bool:
        return self._hasher.is_outdated(encoded)

    def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return self._thread.submit(work).result()


def _give_way() -> None:
    """Lower the priority of this thread, and so of the lanes that it begins; Linux alone has it by thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LOWER)
