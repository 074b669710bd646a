"""What we know: a line a piece of evidence, each with how certain it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from hexwizard.diagnosis.findings import Certainty
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.shapes import CERTAINTIES
from hexwizard.widgets.wording import Wording


@dataclass(frozen=True, slots=True)
class KnowLine:
    certainty: Certainty
    text: str


class KnowPane(Vertical):
    DEFAULT_CSS = """
    KnowPane {
        height: auto; padding: 0 2; margin-bottom: 1;
        & > .pane-title { color: $text-muted; text-style: bold; }
        & > Horizontal { height: auto; }
        & .know-certainty { width: 13; }
        & .know-text { width: 1fr; height: auto; }
        & > .know-empty { color: $text-muted; }
    }
    """

    _lines: reactive[tuple[KnowLine, ...]] = reactive((), recompose=True)

    def __init__(self, wording: Wording, title: str, empty: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._wording = wording
        self._heading = title
        self._empty = empty

    def show(self, lines: Sequence[KnowLine]) -> None:
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        yield Static(plain(self._heading), classes="pane-title")
        if not self._lines and self._empty:
            yield Prose(plain(self._empty, multiline=True), classes="know-empty")
        for line in self._lines:
            shape = CERTAINTIES[line.certainty]
            word = plain(f"{shape.glyph} {self._wording(f'certainty.{line.certainty}')}").stylize(shape.style)
            with Horizontal():
                yield Static(word, classes="know-certainty")
                yield Prose(self._body(line), classes="know-text")

    @staticmethod
    def _body(line: KnowLine) -> Content:
        body = plain(line.text, multiline=True)
        return body if line.certainty is Certainty.CONFIRMED else body.stylize("italic")
