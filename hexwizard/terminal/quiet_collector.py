"""Python's search for garbage, put off until the agent reads.

A screen that goes leaves thousands of objects in circles. Python searches for them once enough others have been made,
which is in the middle of the next screen, and through all that the start has made as well: a twentieth of a second,
every other screen.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, Final

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

QUIET_SECONDS: Final = 0.4
"""For so long a screen has stood before the search begins: longer than it takes to be painted."""
MOST_OBJECTS: Final = 100_000
"""So many new ones are searched through all the same, whatever goes on: some five screens' worth."""


class QuietCollector:
    """Searches after each screen, from `begin` on; what has been made by then stays, and is never searched."""

    def __init__(self, search: Callable[[], object] = gc.collect) -> None:
        self._search = search
        self._is_begun = False
        self._waiting: Timer | None = None

    def begin(self) -> None:
        """The start is over. Called from any thread."""
        gc.freeze()
        gc.set_threshold(MOST_OBJECTS)
        gc.enable()
        self._is_begun = True

    def watch(self, app: App[Any]) -> None:
        """Search whenever a screen of `app`, which is running, has stood for a while."""

        def screen_changed(_: Screen[Any]) -> None:
            if self._waiting is not None:
                self._waiting.stop()
            if self._is_begun:
                self._waiting = app.set_timer(QUIET_SECONDS, self._go)

        app.screen_change_signal.subscribe(app, screen_changed, immediate=True)

    def wait_longer(self) -> None:
        """A key was pressed: others may follow."""
        if self._waiting is not None:
            self._waiting.reset()

    def _go(self) -> None:
        self._waiting = None
        self._search()
