"""A program in a pseudo-terminal: started, typed into, its painting timed from outside, as an agent sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from tests.security.terminal import Screen

LONGEST_WAIT = 60.0
SETTLED = 0.6
"""Seconds without any painting after which nothing more comes for a key."""
_COLUMNS, _ROWS = 80, 24


class NotPainted(Exception):
    """What was waited for never came."""


class Terminal:
    """The program's end closes with the block: first asked by a signal, then killed."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._started = time.perf_counter()
        self._child, self._master = pty.fork()
        if self._child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
            os.execve(arguments[0], list(arguments), dict(environment))
        self._seen = bytearray()
        self._parts: list[tuple[float, int]] = []
        """When how much had come."""
        self._fed = 0
        self._screen = Screen((_COLUMNS, _ROWS))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._master)

    def until_painted(self, text: str) -> float:
        """Seconds from the start, or from the last key, until `text` has come. Raises `NotPainted`."""
        wanted = text.encode()
        end = time.perf_counter() + LONGEST_WAIT
        while wanted not in self._seen:
            if time.perf_counter() > end or not self._read(0.5):
                if time.perf_counter() > end:
                    raise NotPainted(f"{text!r} is not in {bytes(self._seen[-2000:])!r}")
                continue
        return time.perf_counter() - self._started

    def until_any_paint(self) -> float:
        """Seconds from the last key to the first bytes that came for it. Raises `NotPainted`."""
        end = self._started + LONGEST_WAIT
        while not self._seen:
            self._read(0.5)
            if time.perf_counter() > end:
                raise NotPainted("nothing was painted")
        return time.perf_counter() - self._started

    def until_complete(self) -> float:
        """Seconds from the last key until every sign stood where it stays. A screen comes in several paintings, and
        what comes after its last sign (the pointer's shape, colours, the same once more) is not waited for.
        """
        self.until_any_paint()
        self.until_still(SETTLED)
        screen, at, complete = self._screen, 0, 0.0
        before = screen.text
        for moment, end in self._parts:
            screen.feed(bytes(self._seen[at:end]))
            at = end
            if screen.text != before:
                before, complete = screen.text, moment
        self._fed = at
        return complete - self._started

    def press(self, keys: str) -> None:
        """Send `keys`; what was painted before is forgotten, and the time starts anew."""
        while self._read(0):
            pass
        self._screen.feed(bytes(self._seen[self._fed :]))
        self._seen.clear()
        self._parts.clear()
        self._fed = 0
        self._started = time.perf_counter()
        os.write(self._master, keys.encode())

    def until_still(self, quiet: float = 0.15) -> None:
        """Until nothing has been painted for `quiet` seconds: less than the half second in which a cursor blinks."""
        while self._read(quiet):
            pass

    def _read(self, wait: float) -> bool:
        if not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            part = os.read(self._master, 1 << 16)
        except OSError as error:
            raise NotPainted(f"the program ended: {bytes(self._seen[-2000:])!r}") from error
        self._seen += part
        self._parts.append((time.perf_counter(), len(self._seen)))
        return bool(part)
