"""A line on every screen while the store cannot be reached: what was typed is kept, and it is tried again."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from hexwizard.widgets.plain import plain
from hexwizard.widgets.shapes import CAUTION
from hexwizard.widgets.wording import Wording


class Outage(Widget):
    """Takes its row only while it is shown."""

    DEFAULT_CSS = """
    Outage { dock: top; height: auto; width: 100%; padding: 0 1; display: none; background: $panel; }
    Outage.-away { display: block; }
    """

    def __init__(self, wording: Wording, *, is_away: bool) -> None:
        super().__init__()
        self._wording = wording
        self.show(is_away=is_away)

    def show(self, *, is_away: bool) -> None:
        """Appear, or go."""
        self.set_class(is_away, "-away")

    def render(self) -> Content:
        return Content.assemble((f"{CAUTION.glyph} ", CAUTION.style), plain(self._wording("outage.away")))
