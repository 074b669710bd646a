"""What to do: the repairs under their number keys; a closed one stays, with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.shapes import CLOSED, DONE


@dataclass(frozen=True, slots=True)
class DoLine:
    """One repair, ready to be shown. `why_not` closes it."""

    title: str
    by: str
    how: str = ""
    why_not: str | None = None
    done: bool = False


class DoRow(Horizontal):
    """One repair; it says when it is clicked."""

    class Clicked(Message):
        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int, line: DoLine) -> None:
        super().__init__(classes="-closed" if line.why_not is not None else "-open")
        self._index = index
        self._line = line

    def compose(self) -> ComposeResult:
        yield Static(self._key(), classes="do-key")
        yield Prose(self._body(), classes="do-body")

    def _key(self) -> Content:
        if self._line.why_not is not None:
            return Content.styled(f" {CLOSED.glyph} ", CLOSED.style)
        number = str(self._index + 1) if self._index < 9 else "·"
        return Content.styled(f" {number} ", "bold $background on $primary")

    def _body(self) -> Content:
        line = self._line
        closed = line.why_not is not None
        title = plain(line.title).stylize("$text-muted" if closed else "bold")
        head = title + plain(f"  {line.by}").stylize("$text-muted")
        if line.done:
            head = Content.assemble((f"{DONE.glyph} ", DONE.style), head)
        detail = line.why_not if line.why_not is not None else line.how
        if not detail:
            return head
        return Content("\n").join([head, plain(detail, multiline=True).stylize("italic $text-muted" if closed else "")])

    def on_click(self) -> None:
        self.post_message(self.Clicked(self._index))


class DoPane(Vertical):
    """`choose` serves the screen's number keys as a click serves the mouse."""

    DEFAULT_CSS = """
    DoPane {
        height: auto; padding: 0 2;
        & > .pane-title { color: $text-muted; text-style: bold; }
        & > .do-empty { color: $text-muted; }
        & > DoRow { height: auto; margin-bottom: 1; }
        & > DoRow.-open:hover { background: $panel; }
        & .do-key { width: 5; }
        & .do-body { width: 1fr; height: auto; }
    }
    .-narrow DoPane > DoRow { margin-bottom: 0; }
    """
    SCOPED_CSS = False

    class Chosen(Message):
        """The agent chose the repair at `index` (from 0) of the lines shown."""

        def __init__(self, pane: DoPane, index: int) -> None:
            super().__init__()
            self.pane = pane
            self.index = index

        @property
        def control(self) -> DoPane:
            return self.pane

    _lines: reactive[tuple[DoLine, ...]] = reactive((), recompose=True)

    def __init__(self, title: str, empty: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._heading = title
        self._empty = empty

    def show(self, lines: Sequence[DoLine]) -> None:
        self._lines = tuple(lines)

    def choose(self, index: int) -> bool:
        """Post `Chosen` for an open repair; False where there is none or it is closed."""
        if not 0 <= index < len(self._lines) or self._lines[index].why_not is not None:
            return False
        self.post_message(self.Chosen(self, index))
        return True

    def compose(self) -> ComposeResult:
        yield Static(plain(self._heading), classes="pane-title")
        if not self._lines and self._empty:
            yield Prose(plain(self._empty, multiline=True), classes="do-empty")
        for index, line in enumerate(self._lines):
            yield DoRow(index, line)

    @on(DoRow.Clicked)
    def _row_clicked(self, event: DoRow.Clicked) -> None:
        event.stop()
        self.choose(event.index)
