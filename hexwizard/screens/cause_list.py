"""The causes of a week's calls: count, share, and a bar where there is room."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from hexwizard.desk.insight import Week
from hexwizard.locale.words import Words
from hexwizard.widgets.plain import plain

LONGEST_BAR: Final = 10


class CauseList(Widget):
    """Drawn for the width that it has at the moment: the bars come and go with the room beside the words."""

    DEFAULT_CSS = "CauseList { height: auto; }"
    _week: Week | None = None
    _say: Words

    def show(self, week: Week, say: Words) -> None:
        self._week, self._say = week, say
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        """Lines, whatever the width."""
        return 0 if self._week is None else 1 + max(1, len(self._week.causes))

    def render(self) -> Content:
        return Content("") if self._week is None else causes(self._week, self._say, self.size.width)


def causes(week: Week, say: Words, room: int) -> Content:
    """The causes of the week, the most frequent first: count, share, and a bar where `room` cells leave place."""
    head = plain(say("insight.causes")).stylize("bold $text-muted")
    if not week.causes:
        return Content("\n").join([head, plain(say("insight.no-causes")).stylize("$text-muted")])
    most, total = max(week.causes.values()), sum(week.causes.values())
    width = max(len(say(f"cause.{cause}.title")) for cause in week.causes)
    longest = min(LONGEST_BAR, room - width - 14)
    lines = [head]
    for cause, count in week.causes.items():
        bar = "█" * max(1, round(longest * count / most)) if longest > 2 else ""
        share = say("insight.share", percent=round(100 * count / total))
        lines.append(
            Content.assemble(f"{say(f'cause.{cause}.title'):<{width}} {count:>4}  {share:>5}  ", (bar, "$primary"))
        )
    return Content("\n").join(lines)
