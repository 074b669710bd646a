"""What F1 opens: the screen that one is on, explained, and the keys that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from hexwizard.screens.base import WizardScreen
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

KEYS: Final = ("enter", "escape", "tab", "f1", "ctrl-p", "f2", "f6", "ctrl-l", "ctrl-q")


class HelpScreen(WizardScreen[None]):
    """Lies over the screen that it explains."""

    IS_HELP = True
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1", "close_help", "Close", id="close")]

    def __init__(self, key: str, here: Sequence[tuple[str, str]] = ()) -> None:
        """`here` are the keys of the screen beneath, each with the id of what it does."""
        super().__init__()
        self._key = key
        self._here = here

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="explanation"):
            yield Prose(plain(""), id="help-text")
            yield Prose(plain(""), id="here-heading", classes="help-heading")
            yield Prose(plain(""), id="here-keys")
            yield Prose(plain(""), id="help-heading", classes="help-heading")
            yield Prose(plain(""), id="help-keys")
        yield KeyBar(self.word)

    def word(self, key: str) -> str:
        """For the keys at the foot, in the language of the moment."""
        return self.say(key)

    def show_words(self) -> None:
        say = self.say
        self.query_one("#explanation").border_title = Content(say("help.title"))
        self.query_one("#help-text", Prose).update(plain(say(self._key), multiline=True))
        self.query_one("#help-heading", Prose).update(plain(say("help.keys")))
        self.query_one("#here-heading", Prose).update(plain(say("help.here") if self._here else ""))
        self.query_one("#here-keys", Prose).update(_table([(key, say(f"key.{name}")) for key, name in self._here]))
        everywhere = [(say(f"help.key.{key}.name"), say(f"help.key.{key}")) for key in KEYS]
        self.query_one("#help-keys", Prose).update(_table(everywhere))

    def action_close_help(self) -> None:
        self.dismiss(None)


def _table(rows: Sequence[tuple[str, str]]) -> Content:
    width = max((len(key) for key, _ in rows), default=0) + 2
    lines = [Content.assemble((f"{key:<{width}}", "bold $primary"), plain(told)) for key, told in rows]
    return Content("\n").join(lines)
