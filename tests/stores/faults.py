"""A disk that fails and a process that dies, at any call one likes. POSIX only: the dying is done in a forked child."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = ("write", "fsync", "ftruncate", "replace", "unlink", "open", "chmod", "fchmod", "mkdir")
_DEAD = 9

Before = Callable[[str, tuple[Any, ...]], None]


@contextmanager
def watched(before: Before, calls: tuple[str, ...] = CALLS) -> Iterator[None]:
    """Call `before(name, arguments)` ahead of each of the system's calls that change a disk."""
    with pytest.MonkeyPatch.context() as patch:
        for name in calls:
            patch.setattr(os, name, _watched(name, getattr(os, name), before))
        yield


def _watched(name: str, real: Callable[..., object], before: Before) -> Callable[..., object]:
    def stand_in(*arguments: Any, **named: object) -> object:  # noqa: ANN401 — whatever the call takes
        if name != "open" or (len(arguments) > 1 and arguments[1] & os.O_CREAT):
            before(name, arguments)
        return real(*arguments, **named)

    return stand_in


class FailingDisk:
    """Makes call `number` of some calls fail, and all that follow where told so.

    `reached` tells whether there was such a call: where there was none, the test has seen them all.
    """

    def __init__(self, number: int, error: int, calls: tuple[str, ...], *, ever_after: bool = False) -> None:
        self._left = number
        self._error = error
        self._calls = calls
        self._ever_after = ever_after
        self.reached = False

    @contextmanager
    def failing(self) -> Iterator[None]:
        def before(_name: str, _arguments: tuple[Any, ...]) -> None:
            self._left -= 1
            if self._left == 0 or (self._left < 0 and self._ever_after):
                self.reached = True
                raise OSError(self._error, os.strerror(self._error))

        with watched(before, self._calls):
            yield


def dies_at(
    number: int, work: Callable[[Callable[[], None]], None], *, bytes_written: int | None = None
) -> tuple[bool, int]:
    """Run `work` in a child that dies before its call `number`; returns (whether it died, how often it said done).

    `work` is given a function to say that something was acknowledged. With `bytes_written`, only the calls of
    `os.write` count, and that many bytes of the fatal one still reach the disk.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _live_and_die(number, work, bytes_written, writing)
    os.close(writing)
    said = b""
    while piece := os.read(reading, 4096):
        said += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _DEAD), f"the child failed by itself: {code}"
    return code == _DEAD, len(said)


def _live_and_die(number: int, work: Callable[[Callable[[], None]], None], cut: int | None, pipe: int) -> None:
    really_write, left = os.write, number

    def before(_name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            if cut is not None:
                really_write(arguments[0], bytes(arguments[1])[:cut])
            os._exit(_DEAD)

    def say() -> None:
        really_write(pipe, b"!")

    try:
        with watched(before, CALLS if cut is None else ("write",)):
            work(say)
        os._exit(0)
    except BaseException:  # noqa: BLE001 — the child must not come back into the test run
        import traceback

        traceback.print_exc()
        os._exit(1)
