"""An eye on an account file: what changes with every act is looked at a few times a second, whoever did the act."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Event
from typing import TypeAlias

from hexwizard.stores.file import disk
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.protocol import Sign

LOOK_SECONDS = 0.25

Pause: TypeAlias = Callable[[float], bool]
"""Waits for that many seconds; True where nobody wants to know any more."""


class FileWatch:
    """Looks at the head, which moves with every act, and at which file the account file is (`Watch`).

    A look costs some twenty microseconds and works wherever files do, which no system's notices of changes can say.
    """

    def __init__(self, layout: Layout, pause: Pause | None = None) -> None:
        self._layout = layout
        self._closed = Event()
        self._pause = pause or self._closed.wait
        self._seen = self._look()

    def wait(self, seconds: float) -> Sign:
        """Wait until something was committed since the answer before, for `seconds` at most."""
        for _ in range(max(1, round(seconds / LOOK_SECONDS))):
            if self._pause(LOOK_SECONDS):
                break
            seen = self._look()
            if seen != self._seen:
                self._seen = seen
                return Sign.CHANGED
        return Sign.QUIET

    def close(self) -> None:
        """A `wait` under way comes back at once."""
        self._closed.set()

    def _look(self) -> tuple[int, int, bytes]:
        """What is different after every act. A file that is gone is one more change: whoever reads it is told."""
        try:
            known = os.stat(self._layout.account)  # noqa: PTH116 - as cheap as it gets
            return known.st_ino, known.st_mtime_ns, disk.read_whole(self._layout.head)
        except OSError:
            return 0, 0, b""
