"""The clients who may be meant, best first: how sure it is and why; and the letters of the one under the arrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from hexwizard.diagnosis.findings import Certainty
from hexwizard.diagnosis.near_misses.difference import Span
from hexwizard.widgets.comparison import compared
from hexwizard.widgets.marks import CERTAINTIES
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import wrap
from hexwizard.widgets.wording import Wording


@dataclass(frozen=True, slots=True)
class NearLine:
    """One client who may be meant."""

    id: str
    name: str
    why: str
    certainty: Certainty
    spans: tuple[Span, ...]


class NearClients(Widget, can_focus=True):
    """Arrows go through them, Enter takes one. The keys count only while it has the focus."""

    DEFAULT_CSS = """
    NearClients { height: auto; margin-bottom: 1; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", "Choose", id="choose")]

    class Picked(Message):
        """The agent takes the client `option_id` for the one on the line."""

        def __init__(self, pane: NearClients, option_id: str) -> None:
            super().__init__()
            self.pane = pane
            self.option_id = option_id

        @property
        def control(self) -> NearClients:
            return self.pane

    _at: reactive[int] = reactive(0, layout=True)

    def __init__(self, lines: Sequence[NearLine], say: Wording, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = tuple(lines)
        self._say = say
        self._tops: list[int] = []

    def render(self) -> Content:
        return Content("\n").join(self._rows(self.size.width))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        return len(self._rows(width))

    def _rows(self, width: int) -> list[Content]:
        rows = wrap(plain(self._say("cannot-connect.candidates")).stylize("bold"), width).split("\n")
        self._tops = []
        for at, line in enumerate(self._lines):
            self._tops.append(len(rows))
            rows.extend(self._line(at, line, width))
        letters = compared(self._lines[self._at].spans, self._say)
        return [*rows, Content(""), *letters.split("\n")]

    def _line(self, at: int, line: NearLine, width: int) -> list[Content]:
        here, shape = at == self._at, CERTAINTIES[line.certainty]
        sure = self._say(f"certainty.{line.certainty}")
        head = Content.assemble(
            "▸ " if here else "  ",
            (f"{shape.glyph} {sure:<9} ", shape.style),
            plain(line.name).stylize("bold" if here else ""),
        )
        whole = Content.assemble(head, (" — ", "$text-muted"), plain(line.why))
        if whole.cell_length <= width:
            return [whole]
        reasons = wrap(plain(line.why), max(10, width - 14)).split("\n")
        return [head.truncate(width, ellipsis=True), *(Content(" " * 14) + reason for reason in reasons)]

    def action_take(self) -> None:
        self.post_message(self.Picked(self, self._lines[self._at].id))

    def on_key(self, event: events.Key) -> None:
        if event.key not in ("up", "down") or len(self._lines) < 2:
            return
        self._at = (self._at + (1 if event.key == "down" else -1)) % len(self._lines)
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        ends = [*self._tops[1:], self._tops[-1] + 1]
        for at, (top, end) in enumerate(zip(self._tops, ends, strict=True)):
            if top <= offset.y < end:
                self._at = at
                self.action_take()
