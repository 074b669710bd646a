"""The terminal, held so that it is given back as it was, and that losing it ends the wizard in order.

Textual's own driver dies in its writing thread when the terminal is gone; then the queue of what is to be written fills
up, and the wizard stands still for ever. Its reading thread turns at full speed on a terminal that hung up.
"""

from __future__ import annotations

import os
import select
import sys
import termios
from collections.abc import Callable
from threading import Event, Thread
from typing import IO, Any, Final, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

_LOOK_EVERY: Final = 500
_ERASED: Final = "\x1b[2J"
_RESTORED: Final = (
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # paste, wrap, mouse
    b"\x1b[<u\x1b[2J\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"  # keyboard, the other screen, cursor, focus, colours
)


class Keeper(Protocol):
    """The application whose terminal this is; both are called from the driver's threads."""

    def lose_terminal(self) -> None:
        """The terminal is gone."""
        ...

    def fail_from_thread(self, error: Exception) -> None:
        """A fault in a thread that is no worker of Textual's."""
        ...


class _Enduring:
    """A terminal's file that takes everything, also once the terminal is gone."""

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost

    def write(self, text: str) -> int:
        try:
            return self._file.write(text)
        except (OSError, ValueError):
            self._lost()
            return len(text)

    def flush(self) -> None:
        try:
            self._file.flush()
        except (OSError, ValueError):
            self._lost()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


class SafeDriver(LinuxDriver):
    """Textual's driver, with an end for a terminal that is gone."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._keeper = cast("Keeper", app)
        self._out = cast("IO[str]", self._file)
        self._file = cast("Any", _Enduring(self._out, self._lose))
        self._is_lost = False
        self._watch_ended = Event()

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual gives it no types
        self._watch_ended.clear()
        if sys.platform == "linux":  # poll() on a terminal cannot be relied on elsewhere
            Thread(target=self._watch, name="terminal-watch", daemon=True).start()

    def stop_application_mode(self) -> None:
        """Leave nothing on the screen, not even where the terminal has no second one to go back from."""
        self._watch_ended.set()
        self.write(_ERASED)
        super().stop_application_mode()

    def restore_at_once(self) -> None:
        """The terminal in order, past every queue; for a process that is about to end hard."""
        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            out = self._out.fileno()
            if select.select([], [out], [], 0)[1]:
                os.write(out, _RESTORED)
        except (OSError, ValueError, termios.error):
            return

    def _watch(self) -> None:
        """Wait for the terminal to hang up: Textual reads on from one that did."""
        poll = select.poll()
        poll.register(self.fileno, 0)  # what is reported without being asked for: an error, or a hang-up
        while not self._watch_ended.is_set():
            try:
                gone = poll.poll(_LOOK_EVERY)
            except OSError:
                gone = [(self.fileno, select.POLLERR)]
            if gone:
                self._lose()
                return

    def _lose(self) -> None:
        if not self._is_lost:
            self._is_lost = True
            self._keeper.lose_terminal()

    def _run_input_thread(self) -> None:
        """Textual's own shows a traceback of whatever is wrong."""
        try:
            self.run_input_thread()
        except OSError:
            self._lose()
        except Exception as error:  # noqa: BLE001 - a fault of any kind ends in our own report
            self._keeper.fail_from_thread(error)
