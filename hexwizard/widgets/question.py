"""One question with a few answers, chosen by key, arrows or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import wrap

_GAP = 3


@dataclass(frozen=True, slots=True)
class Option:
    """An answer, chosen by its number unless it has a key of its own."""

    id: str
    label: str
    key: Answer = Answer.BY_NUMBER


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an answer stands: its left upper corner, width and height in cells."""

    at: int
    x: int
    y: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Choice(Widget, can_focus=True):
    """The keys count only while it has the focus. Enter on the answer already picked is left to the screen."""

    DEFAULT_CSS = """
    Choice { width: 1fr; height: auto; margin-bottom: 1; }
    """
    ALLOW_SELECT = False

    class Picked(Message):
        """The agent picked the option `option_id`."""

        def __init__(self, choice: Choice, option_id: str) -> None:
            super().__init__()
            self.choice = choice
            self.option_id = option_id

        @property
        def control(self) -> Choice:
            return self.choice

    picked: reactive[str | None] = reactive(None)
    _cursor: reactive[int] = reactive(0)

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        picked: str | None = None,
        row: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._heading = title
        self._options = tuple(options)
        self._row = row
        self._spots: list[_Spot] = []
        self.set_reactive(Choice.picked, picked)
        self.set_reactive(Choice._cursor, next((at for at, one in enumerate(options) if one.id == picked), 0))

    def pick(self, at: int) -> None:
        """Pick the option at `at` and say so."""
        self._cursor = at
        self.picked = self._options[at].id
        self.post_message(self.Picked(self, self._options[at].id))

    def render(self) -> Content:
        lines, self._spots = self._laid_out(self.size.width)
        return Content("\n").join(lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        return len(self._laid_out(width)[0])

    def _laid_out(self, width: int) -> tuple[list[Content], list[_Spot]]:
        """The heading and the answers, below each other or as many in a row as fit; a long one goes on under itself."""
        lines = wrap(plain(self._heading).stylize("bold"), width).split("\n")
        spots: list[_Spot] = []
        x = width
        for at in range(len(self._options)):
            shown = self._shown(at, width)
            broad = max(line.cell_length for line in shown)
            if self._row and spots and len(shown) == 1 and x + _GAP + broad <= width:
                lines[-1] = Content.assemble(lines[-1], " " * _GAP, shown[0])
                spots.append(_Spot(at, x + _GAP, len(lines) - 1, broad, 1))
                x += _GAP + broad
            else:
                spots.append(_Spot(at, 0, len(lines), broad, len(shown)))
                lines += shown
                x = broad
        return lines, spots

    def _key(self, at: int) -> str:
        """The sign that picks it; an empty one where only the arrows do."""
        match self._options[at].key:
            case Answer.BY_NUMBER:
                return str(at + 1)
            case Answer.BY_ARROW:
                return ""
            case key:
                return key.value

    def _shown(self, at: int, width: int) -> list[Content]:
        """An answer, line by line."""
        chosen = self._options[at].id == self.picked
        here = self.has_focus and at == self._cursor
        head = Content.assemble(
            "▸ " if here else "  ",
            ("◉ ", "bold $accent") if chosen else ("○ ", "$text-muted"),
            (f"{self._key(at)} " if self._key(at) else "", "bold $primary"),
        )
        label = plain(self._options[at].label).stylize("bold" if chosen else "")
        first, *more = wrap(label, width - head.cell_length - 1).split("\n")
        lines = [head + first + " ", *(Content(" " * head.cell_length) + line + " " for line in more)]
        if not here:
            return lines
        broad = max(line.cell_length for line in lines)
        return [line.pad_right(broad - line.cell_length).stylize("on $panel") for line in lines]

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "left", "down", "right"):
            step = -1 if event.key in ("up", "left") else 1
            self._cursor = (self._cursor + step) % len(self._options)
        elif event.key == "enter" and self._options[self._cursor].id != self.picked:
            self.pick(self._cursor)
        else:
            keys = [self._key(at) for at in range(len(self._options))]
            if not event.character or event.character not in keys:
                return
            self.pick(keys.index(event.character))
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for spot in self._spots:
            if spot.holds(offset.x, offset.y):
                self.pick(spot.at)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
