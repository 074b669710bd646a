"""What lies beneath all screens. It is seen between two of them, where the store lets the next one wait."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from hexwizard.widgets.plain import plain


class BetweenScreen(Screen[None]):
    """Empty, but for a line while something is waited for, and one for the way back where there is one."""

    DEFAULT_CSS = """
    BetweenScreen { background: $background; align: center middle; }
    BetweenScreen > Static { width: auto; max-width: 100%; padding: 0 2; color: $primary; }
    BetweenScreen > #way-back { margin-top: 1; color: $text-muted; pointer: pointer; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "go_back", "Back", id="back")]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self.left = asyncio.Event()
        """Set once the agent waits no longer."""
        self.leads_back = False

    def compose(self) -> ComposeResult:
        yield Static(id="waiting", markup=False)
        yield Static(id="way-back", markup=False)

    def tell(self, text: str, way_back: str = "") -> None:
        """Say what is waited for, and how not to; an empty text takes it away."""
        self.left.clear()
        self.leads_back = bool(way_back)
        self.query_one("#waiting", Static).update(plain(text))
        back = self.query_one("#way-back", Static)
        back.update(plain(way_back))
        back.display = self.leads_back

    def on_click(self, event: events.Click) -> None:
        if event.widget is self.query_one("#way-back"):
            self.action_go_back()

    def action_go_back(self) -> None:
        if self.leads_back:
            self.left.set()
