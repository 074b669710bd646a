"""A line on every screen while the store cannot be reached: what was typed is kept, and it is tried again."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from hexwizard.widgets.plain import plain
from hexwizard.widgets.shapes import CAUTION
from hexwizard.widgets.wording import Wording


class Outage(Widget):
    """On the screen only while the store is away."""

    DEFAULT_CSS = """
    Outage { dock: top; height: auto; width: 100%; padding: 0 1; background: $panel; }
    """

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording

    def render(self) -> Content:
        return Content.assemble((f"{CAUTION.glyph} ", CAUTION.style), plain(self._wording("outage.away")))
