"""What to do: the repairs under their number keys; a closed one stays, with why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from hexwizard.widgets.breakpoints import HIGH, LOW, SHORT, TALL
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import FoldedProse, Prose, beside, wrap
from hexwizard.widgets.shapes import CLOSED, DONE

_KEY_COLUMNS: Final = 5
_BROADEST: Final = 100


@dataclass(frozen=True, slots=True)
class DoLine:
    """One repair, ready to be shown. `why_not` closes it."""

    title: str
    by: str
    how: str = ""
    why_not: str | None = None
    done: bool = False


class DoRow(FoldedProse):
    """One repair; it says when it is clicked. Where rows are few, only the current one shows its details."""

    class Clicked(Message):
        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int, line: DoLine, *, current: bool) -> None:
        super().__init__(self._head_of(line), classes="-closed" if line.why_not is not None else "-open")
        self._index = index
        self._line = line
        self.is_current = current

    def laid_out(self, width: int) -> Content:
        room = min(width - _KEY_COLUMNS, _BROADEST)
        return beside(self._key(), _KEY_COLUMNS, Content("\n").join(self._paragraphs(room)))

    def _paragraphs(self, room: int) -> Iterator[Content]:
        line, unfolded = self._line, self.fold()
        if line.why_not is not None and not unfolded:
            yield plain(f"{line.title} — {line.why_not}").stylize("$text-muted").truncate(room, ellipsis=True)
            return
        yield wrap(self._content, room)
        detail = plain(line.how if line.why_not is None else line.why_not, multiline=True)
        if unfolded and detail.plain:
            yield wrap(detail if line.why_not is None else detail.stylize("italic $text-muted"), room)

    def fold(self) -> bool:
        """Whether its details are seen."""
        few = self.screen.has_class(LOW) or self.screen.has_class(SHORT)
        return self.is_current or not (few or (self._line.why_not is None and self.screen.has_class(TALL)))

    def _key(self) -> Content:
        if self._line.why_not is not None:
            return Content.styled(f" {CLOSED.glyph} ", CLOSED.style)
        number = str(self._index + 1) if self._index < 9 else "·"
        return Content.styled(f" {number} ", "bold $background on $primary")

    @staticmethod
    def _head_of(line: DoLine) -> Content:
        title = plain(line.title).stylize("bold" if line.why_not is None else "$text-muted")
        head = title + plain(f"  {line.by}").stylize("$text-muted")
        return Content.assemble((f"{DONE.glyph} ", DONE.style), head) if line.done else head

    def on_click(self) -> None:
        self.post_message(self.Clicked(self._index))


class DoPane(Vertical):
    """`choose` serves the screen's number keys as a click serves the mouse; `step` moves what is unfolded."""

    DEFAULT_CSS = """
    DoPane {
        height: auto;
        & > .pane-title { color: $text-muted; text-style: bold; }
        & > .do-empty { color: $text-muted; }
        & > DoRow { width: 1fr; margin-bottom: 1; }
        & > DoRow.-open:hover { background: $panel; }
    }
    .-low DoPane > DoRow, .-short DoPane > DoRow { margin-bottom: 0; }
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

    current: reactive[int] = reactive(0)
    """The row whose details are shown where there is room for one only."""

    def __init__(self, title: str, empty: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._heading = title
        self._empty = empty
        self._lines: tuple[DoLine, ...] = ()

    def show(self, lines: Sequence[DoLine]) -> None:
        """Show these; the first one that is open and not done yet is unfolded.

        Called before the pane has been made, they are what it is made with.
        """
        if tuple(lines) != self._lines:
            waiting = [at for at, line in enumerate(lines) if line.why_not is None and not line.done]
            self.set_reactive(DoPane.current, waiting[0] if waiting else 0)  # what stands above stays in sight
            self._lines = tuple(lines)
            self._renew()

    def entitle(self, title: str, empty: str = "") -> None:
        """Go on in another language."""
        if (title, empty) != (self._heading, self._empty):
            self._heading, self._empty = title, empty
            self._renew()

    def _renew(self) -> None:
        if self.is_mounted:
            self.refresh(recompose=True)

    def choose(self, index: int) -> bool:
        """Post `Chosen` for an open repair; False where there is none or it is closed."""
        if not 0 <= index < len(self._lines):
            return False
        self.current = index
        if self._lines[index].why_not is not None:
            return False
        self.post_message(self.Chosen(self, index))
        return True

    def step(self, by: int) -> bool:
        """Unfold the row before or after; False at the end."""
        following = self.current + by
        if not 0 <= following < len(self._lines):
            return False
        self.current = following
        return True

    def watch_current(self, current: int) -> None:
        for at, row in enumerate(self.query(DoRow)):
            row.is_current = at == current
            row.renew_fold()
            if at == current:
                row.call_after_refresh(row.scroll_visible, animate=False)

    def compose(self) -> ComposeResult:
        if self._heading:
            yield Static(plain(self._heading), classes="pane-title")
        if not self._lines and self._empty:
            yield Prose(plain(self._empty, multiline=True), classes="do-empty")
        for index, line in enumerate(self._lines):
            yield DoRow(index, line, current=index == self.current)

    @on(DoRow.Clicked)
    def _row_clicked(self, event: DoRow.Clicked) -> None:
        event.stop()
        self.choose(event.index)


class DoArea(VerticalScroll):
    """The place of the repairs and of what a section asks. Up and Down unfold the repair before or after.

    Nothing in it looks another way while it has the focus: it alone is styled anew, and not all that it holds.
    """

    DEFAULT_CSS = """
    DoArea {
        height: 1fr; padding: 0 2; scrollbar-size-vertical: 1;
        border-top: solid $border; border-title-color: $text-muted; border-title-style: bold;
        &:focus { border-top: solid $primary; border-title-color: $primary; }
    }
    """

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.app.stylesheet.update_nodes((self,))

    def action_scroll_up(self) -> None:
        if not self._step(-1):
            super().action_scroll_up()

    def action_scroll_down(self) -> None:
        if not self._step(1):
            super().action_scroll_down()

    def _step(self, by: int) -> bool:
        return not self.screen.has_class(HIGH) and any(pane.step(by) for pane in self.query(DoPane))
