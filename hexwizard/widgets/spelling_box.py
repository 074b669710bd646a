"""An identifier to be read aloud, letter by letter, in the client's language."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

_PER_LINE = 4


class SpellingBox(Prose):
    """Stands there only while there is something to spell."""

    DEFAULT_CSS = """
    SpellingBox {
        height: auto; padding: 1 2; margin: 0 2 1 2; display: none;
        background: $surface; border-left: outer $accent;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(""), id=id)

    def show(self, title: str, text: str, words: Sequence[str]) -> None:
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
        self.update(Content("\n").join([head, *lines]))
        self.display = True

    def hide(self) -> None:
        """Take it off the screen."""
        self.update(Content(""))
        self.display = False
