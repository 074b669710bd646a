"""What lies beneath all screens. It is seen between two of them, where the store lets the next one wait."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from hexwizard.widgets.plain import plain


class BetweenScreen(Screen[None]):
    """Empty, but for a line while something is waited for."""

    DEFAULT_CSS = """
    BetweenScreen { background: $background; align: center middle; }
    BetweenScreen > Static { width: auto; max-width: 100%; padding: 0 2; color: $primary; }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="waiting", markup=False)

    def tell(self, text: str) -> None:
        """Say what is waited for; an empty text takes it away."""
        self.query_one("#waiting", Static).update(plain(text))
