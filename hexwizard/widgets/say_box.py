"""What to say: the sentence that the agent reads aloud, in the client's language."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import Prose

_NBSP: Final = "\u00a0"
_QUOTES: Final = {"fr": (f"«{_NBSP}", f"{_NBSP}»"), "en": ("“", "”")}


class SayBox(Prose):
    """Larger than anything around it. `sentence` is what `c` copies: without the quotation marks."""

    DEFAULT_CSS = """
    SayBox {
        height: auto; min-height: 5; padding: 1 2; margin: 0 2 1 2;
        background: $surface; border-left: outer $accent;
        text-style: bold;
    }
    SayBox:focus { background: $panel; }
    """

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(""), id=id)
        self._heading = title
        self.sentence = ""

    def show(self, text: str, language: str) -> None:
        """Show `text` between the quotation marks of `language`; an unknown one gets the French."""
        self.sentence = text
        opening, closing = _QUOTES.get(language, _QUOTES["fr"])
        spoken = plain(f"{opening}{plain_text(text, multiline=True)}{closing}", multiline=True)
        heading = plain(f"{self._heading} · {language.upper()}").stylize("not bold $accent")
        self.update(Content("\n").join([heading, spoken]) if text else Content(""))
        self.display = bool(text)
