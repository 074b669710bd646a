"""What the agent sees between two screens: the one before, until the next one stands."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Final

from textual.app import App
from textual.timer import Timer

LONGEST_SECONDS: Final = 0.3
"""Where the next screen takes longer, what lies beneath is shown, which says what is waited for."""


class Picture:
    """Without it an empty screen flashes up between two, and is laid out and painted for nothing."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._held = ExitStack()
        self._limit: Timer | None = None

    def hold(self) -> None:
        """Paint nothing until `let_go`."""
        if self._limit is None:
            self._held.enter_context(self._app.batch_update())
            self._limit = self._app.set_timer(LONGEST_SECONDS, self.let_go)

    def let_go(self) -> None:
        """Paint what is there by now."""
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
            self._held.close()
