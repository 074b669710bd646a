"""What ends the wizard from outside: a signal. The screen is left in order first, whatever it is."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final, Self

_NAMES: Final = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGBREAK")
PATIENCE: Final = 5.0
"""Seconds for leaving in order; a terminal that takes nothing more must not keep the process alive."""


def status_of(number: int) -> int:
    """The exit status that a shell gives to an end by signal `number`."""
    return 128 + number


TERMINAL_LOST: Final = status_of(1)
"""A terminal that is gone ends the wizard as SIGHUP does, also where no signal comes."""


class Endings:
    """Holds the handlers while a wizard runs; those before it are put back.

    A signal that was ignored (`nohup`) stays ignored. `status` is what the process ends with, None without a signal.
    """

    def __init__(self, end: Callable[[int], None], last_resort: Callable[[], None] | None = None) -> None:
        """`end` is handed the exit status; it is called inside a signal handler. Where leaving takes too long,
        `last_resort` gets the terminal in order and the process ends at once.
        """
        self._end = end
        self._last_resort = last_resort
        self._before: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self.status: int | None = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._received)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            if handler is not None:
                signal.signal(number, handler)

    def _received(self, number: int, _: FrameType | None) -> None:
        if self.status is None:
            self.status = status_of(number)
            patience = threading.Timer(PATIENCE, self._give_up)
            patience.daemon = True
            patience.start()
        self._end(self.status)

    def _give_up(self) -> None:
        if self._last_resort is not None:
            self._last_resort()
        os._exit(self.status or 1)
