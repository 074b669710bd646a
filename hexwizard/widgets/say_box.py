"""What to say: the sentence that the agent reads aloud, in the client's language."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from hexwizard.widgets.breakpoints import LOW, SHORT
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import FoldedProse, wrap

_NBSP: Final = "\u00a0"
_QUOTES: Final = {"fr": (f"«{_NBSP}", f"{_NBSP}»"), "en": ("“", "”")}


class SayBox(FoldedProse):
    """Set off from all around it, to be read at arm's length. `sentence` is what `c` copies: without the marks."""

    DEFAULT_CSS = """
    SayBox {
        width: 1fr; min-height: 5; padding: 1 3; max-width: 104;
        background: $surface; border-left: outer $accent;
    }
    .-low SayBox, .-short SayBox { padding: 0 2; }
    """
    SCOPED_CSS = False

    def __init__(self, title: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(""), id=id)
        self._heading = title
        self.sentence = ""
        self._above = Content("")

    def entitle(self, title: str) -> None:
        """Go on in another language; the sentence itself is in the client's."""
        self._heading = title

    def show(self, text: str, language: str) -> None:
        """Show `text` between the quotation marks of `language`; an unknown one gets the French."""
        self.sentence = text
        opening, closing = _QUOTES.get(language, _QUOTES["fr"])
        above = plain(f"{self._heading} · {language.upper()}").stylize("$accent")
        if not above.is_same(self._above):
            self._above = above
            self.refresh(layout=True)
        between = plain(f"{opening}{plain_text(text, multiline=True)}{closing}", multiline=True)
        self.update(between.stylize("bold"))
        self.display = bool(text)

    def laid_out(self, width: int) -> Content:
        gap = [] if self.fold() else [Content("")]
        return Content("\n").join([wrap(self._above, width), *gap, super().laid_out(width)])

    def fold(self) -> bool:
        """Whether rows are few: the sentence follows on its heading."""
        return self.screen.has_class(LOW) or self.screen.has_class(SHORT)
