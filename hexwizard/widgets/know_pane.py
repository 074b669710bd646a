"""What we know: a line a piece of evidence, each with how certain it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from hexwizard.diagnosis.briefing import Memory
from hexwizard.diagnosis.findings import Certainty
from hexwizard.widgets.marks import CERTAINTIES
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import Prose, beside, wrap
from hexwizard.widgets.shapes import CAUTION
from hexwizard.widgets.wording import Wording

_CERTAINTY_COLUMNS: Final = 13
_WEIGHTS: Final[Mapping[Certainty | Memory | None, str]] = {
    Certainty.CONFIRMED: "",
    Certainty.LIKELY: "italic",
    Certainty.POSSIBLE: "italic $text-muted",
    Memory.HEARD: "italic",
    Memory.NOTE: "bold",
    Memory.PAST_CALL: "",
    Memory.STEP: "",
    None: "",
}


@dataclass(frozen=True, slots=True)
class KnowLine:
    """`certainty` is None for a caution: nothing to be sure of, something to mind."""

    certainty: Certainty | Memory | None
    text: str


class KnowRow(Prose):
    """How certain it is, and beside it what is known."""

    def __init__(self, certainty: Content, text: Content) -> None:
        super().__init__(text)
        self._certainty = certainty

    def laid_out(self, width: int) -> Content:
        return beside(self._certainty, _CERTAINTY_COLUMNS, wrap(self._content, width - _CERTAINTY_COLUMNS))


class KnowPane(VerticalScroll):
    """Its title stays in place while the lines scroll; a guess is slanted, a weak one also dim."""

    DEFAULT_CSS = """
    KnowPane {
        height: auto; padding: 0 2; scrollbar-size-vertical: 1;
        border-top: solid $border; border-title-color: $text-muted; border-title-style: bold;
        &:focus { border-top: solid $primary; border-title-color: $primary; }
        & > KnowRow { width: 1fr; max-width: 109; }
        & > .know-empty { color: $text-muted; }
    }
    .-high KnowPane > KnowRow { margin-bottom: 1; }
    """
    SCOPED_CSS = False

    def __init__(self, wording: Wording, title: str, empty: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wording = wording
        self._heading = title
        self._empty = empty
        self._lines: tuple[KnowLine, ...] = ()

    def show(self, lines: Sequence[KnowLine]) -> None:
        """Show these; called before the pane has been made, they are what it is made with."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._renew()

    def compose(self) -> ComposeResult:
        self.border_title = f" {plain_text(self._heading)} "
        if not self._lines and self._empty:
            yield Prose(plain(self._empty, multiline=True), classes="know-empty")
        for line in self._lines:
            yield KnowRow(self._word(line), self._body(line))

    def entitle(self, wording: Wording, title: str, empty: str = "") -> None:
        """Go on in another language."""
        if (wording, title, empty) != (self._wording, self._heading, self._empty):
            self._wording, self._heading, self._empty = wording, title, empty
            self._renew()

    def _renew(self) -> None:
        if self.is_mounted:
            self.refresh(recompose=True)

    def _word(self, line: KnowLine) -> Content:
        if line.certainty is None:
            return plain(f"{CAUTION.glyph} {self._wording('certainty.caution')}").stylize(CAUTION.style)
        shape = CERTAINTIES[line.certainty]
        return plain(f"{shape.glyph} {self._wording(f'certainty.{line.certainty}')}").stylize(shape.style)

    @staticmethod
    def _body(line: KnowLine) -> Content:
        body = plain(line.text, multiline=True)
        return body.stylize(_WEIGHTS[line.certainty])
