"""What the agent sees between two screens: the one before, until the next one stands."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Final

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

LONGEST_SECONDS: Final = 0.3
"""Where the next screen takes longer, what lies beneath is shown, which says what is waited for."""


class Picture:
    """Without it an empty screen flashes up between two, and is laid out and painted for nothing.

    The screen before is taken apart only once the next one is painted: that is a fifth of the wait less.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._held = ExitStack()
        self._limit: Timer | None = None
        self._leaving: list[Screen[Any]] = []

    def hold(self, leaving: Screen[Any]) -> None:
        """Paint nothing until `let_go`, and keep `leaving`, which is about to be left, whole until then."""
        if self._limit is None:
            self._held.enter_context(self._app.batch_update())
            self._limit = self._app.set_timer(LONGEST_SECONDS, self.let_go)
        if not self._app.is_screen_installed(leaving):
            self._app.install_screen(leaving, f"leaving-{id(leaving)}")
            self._leaving.append(leaving)

    def let_go(self) -> None:
        """Paint what is there by now."""
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
            self._held.close()
        if self._leaving:
            self._app.screen.call_after_refresh(self._take_apart)

    def _take_apart(self) -> None:
        while self._leaving:
            left = self._leaving.pop()
            self._app.uninstall_screen(left)
            left.remove()
