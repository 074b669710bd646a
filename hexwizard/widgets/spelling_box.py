"""An identifier to be read aloud, letter by letter, in the client's language."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

_PER_LINE = 4


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
        pairs = [
            Content.assemble(plain(letter).stylize("bold $accent"), "  ", plain(word))
            for letter, word in zip(text, words, strict=True)
        ]
        width = max((pair.cell_length for pair in pairs), default=0) + 3
        lines = [
            Content("").join(pair.pad_right(width - pair.cell_length) for pair in pairs[at : at + _PER_LINE])
            for at in range(0, len(pairs), _PER_LINE)
        ]
        head = Content.assemble(plain(title).stylize("$accent"), "  ", plain(text).stylize("bold"))
        super().__init__(Content("\n").join([head, *lines]))
