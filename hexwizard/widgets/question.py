"""One question with a few answers, chosen by key, arrows or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from hexwizard.widgets.plain import plain

_GAP = 3


@dataclass(frozen=True, slots=True)
class Option:
    """An answer. Without a `key` it gets its number."""

    id: str
    label: str
    key: str = ""


class Choice(Widget, can_focus=True):
    """The keys count only while it has the focus. Enter on the answer already picked is left to the screen."""

    DEFAULT_CSS = """
    Choice { height: auto; padding: 0 2; margin-bottom: 1; }
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
        self._spots: list[tuple[int, int, int]] = []
        self.set_reactive(Choice.picked, picked)
        self.set_reactive(Choice._cursor, next((at for at, one in enumerate(options) if one.id == picked), 0))

    def pick(self, at: int) -> None:
        """Pick the option at `at` and say so."""
        self._cursor = at
        self.picked = self._options[at].id
        self.post_message(self.Picked(self, self._options[at].id))

    def render(self) -> Content:
        shown = [self._shown(at) for at in range(len(self._options))]
        self._spots, x, y = [], 0, 1
        lines: list[Content] = []
        for at, one in enumerate(shown):
            fits = self._row and lines and x + _GAP + one.cell_length <= self.size.width
            if fits:
                x += _GAP
                lines[-1] = Content.assemble(lines[-1], " " * _GAP, one)
            else:
                x, y = 0, len(lines) + 1
                lines.append(one)
            self._spots.append((y, x, at))
            x += one.cell_length
        return Content("\n").join([plain(self._heading).stylize("bold"), *lines])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        """The heading and a line an option; a row wraps where the width ends."""
        if not self._row:
            return 1 + len(self._options)
        lines, x = 1, 0
        for at in range(len(self._options)):
            length = self._shown(at).cell_length
            if x and x + _GAP + length > width:
                lines, x = lines + 1, 0
            x += (_GAP if x else 0) + length
        return 1 + lines

    def _key(self, at: int) -> str:
        return self._options[at].key or str(at + 1)

    def _shown(self, at: int) -> Content:
        chosen = self._options[at].id == self.picked
        here = self.has_focus and at == self._cursor
        shown = Content.assemble(
            "▸ " if here else "  ",
            ("◉ ", "bold $accent") if chosen else ("○ ", "$text-muted"),
            (f"{self._key(at)} ", "bold $primary"),
            plain(self._options[at].label).stylize("bold" if chosen else ""),
            " ",
        )
        return shown.stylize("on $panel") if here else shown

    def on_key(self, event: events.Key) -> None:
        if event.key in ("up", "left", "down", "right"):
            step = -1 if event.key in ("up", "left") else 1
            self._cursor = (self._cursor + step) % len(self._options)
        elif event.key == "enter" and self._options[self._cursor].id != self.picked:
            self.pick(self._cursor)
        else:
            keys = [self._key(at) for at in range(len(self._options))]
            if event.character is None or event.character not in keys:
                return
            self.pick(keys.index(event.character))
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for y, x, at in self._spots:
            if offset.y == y and x <= offset.x < x + self._shown(at).cell_length:
                self.pick(at)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
