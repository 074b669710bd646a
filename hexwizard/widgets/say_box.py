"""What to say: the sentence that the agent reads aloud, in the client's language."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import Prose

_NBSP: Final = "\u00a0"
_QUOTES: Final = {"fr": (f"«{_NBSP}", f"{_NBSP}»"), "en": ("“", "”")}


class SayBox(Vertical):
    """Set off from all around it, to be read at arm's length. `sentence` is what `c` copies: without the marks."""

    DEFAULT_CSS = """
    SayBox {
        height: auto; min-height: 5; padding: 1 3; max-width: 104;
        background: $surface; border-left: outer $accent;
        & > .say-heading { color: $accent; margin-bottom: 1; }
        & > .say-sentence { text-style: bold; }
    }
    .-low SayBox, .-short SayBox { padding: 0 2; }
    .-low SayBox > .say-heading, .-short SayBox > .say-heading { margin-bottom: 0; }
    """
    SCOPED_CSS = False

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._heading = title
        self.sentence = ""
        self._above = self._between = Content("")

    def compose(self) -> ComposeResult:
        yield Prose(self._above, classes="say-heading")
        yield Prose(self._between, classes="say-sentence")

    def entitle(self, title: str) -> None:
        """Go on in another language; the sentence itself is in the client's."""
        self._heading = title

    def show(self, text: str, language: str) -> None:
        """Show `text` between the quotation marks of `language`; an unknown one gets the French.

        Called before the box has been made, it is what it is made with.
        """
        self.sentence = text
        opening, closing = _QUOTES.get(language, _QUOTES["fr"])
        self._above = plain(f"{self._heading} · {language.upper()}")
        self._between = plain(f"{opening}{plain_text(text, multiline=True)}{closing}", multiline=True)
        for prose, content in zip(self.query_children(Prose), (self._above, self._between), strict=False):
            prose.update(content)
        self.display = bool(text)
