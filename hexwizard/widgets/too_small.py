"""Covers a screen that is too small to work in, and says so in a line; what is beneath it stays as it is."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.widget import Widget

from hexwizard.widgets.plain import plain
from hexwizard.widgets.wording import Wording

FEWEST_COLUMNS: Final = 60
FEWEST_ROWS: Final = 20


class TooSmall(Widget):
    """Shown by the screen's class `-tiny`."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; dock: top; width: 100%; height: 100%; display: none;
        background: $background; color: $foreground; content-align: center middle; text-align: center;
    }
    .-tiny > TooSmall { display: block; }
    """
    SCOPED_CSS = False

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording

    def render(self) -> Content:
        return plain(self._wording("wizard.too-small", columns=FEWEST_COLUMNS, rows=FEWEST_ROWS))
