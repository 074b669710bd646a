"""An identifier to be read aloud, letter by letter, in the client's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose, wrap

_PER_LINE: Final = 4
_GAP: Final = 3


class SpellingBox(Prose):
    """On the screen only while there is something to spell."""

    DEFAULT_CSS = """
    SpellingBox {
        height: auto; padding: 1 2; margin: 0 2 1 2;
        background: $surface; border-left: outer $accent;
    }
    """

    def __init__(self, title: str, text: str, words: Sequence[str]) -> None:
        """`words`: what is said for each letter of `text`, in order."""
        super().__init__(Content.assemble(plain(title).stylize("$accent"), "  ", plain(text).stylize("bold")))
        self._pairs = [
            Content.assemble(plain(letter).stylize("bold $accent"), "  ", plain(word))
            for letter, word in zip(text, words, strict=True)
        ]
        letters = (pair.cell_length for letter, pair in zip(text, self._pairs, strict=True) if letter.isalnum())
        self._column = max(letters, default=0) + _GAP

    def laid_out(self, width: int) -> Content:
        """The letters in columns, from the left; the long name of a sign takes the room of two."""
        return Content("\n").join([wrap(self._content, width), *self._lines(width)])

    def _lines(self, width: int) -> Iterator[Content]:
        columns = max(1, min(_PER_LINE, (width + _GAP) // self._column))
        line: list[Content] = []
        used = 0
        for pair in self._pairs:
            taken = min(columns, -(-(pair.cell_length + _GAP) // self._column))
            if used + taken > columns:
                yield Content("").join(line).rstrip()
                line, used = [], 0
            line.append(pair.pad_right(max(0, taken * self._column - pair.cell_length)))
            used += taken
        yield Content("").join(line).rstrip()
