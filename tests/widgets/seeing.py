"""What the agent sees: the text of the screen, line by line."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.widget import Widget


def seen(app: App[Any], widget: Widget | None = None) -> str:
    """The text on the screen, or of that part of it where `widget` stands."""
    strips = app.screen._compositor.render_strips()
    lines = [strip.text for strip in strips]
    if widget is None:
        return "\n".join(lines)
    region = widget.region
    return "\n".join(line[region.x : region.right] for line in lines[region.y : region.bottom])
