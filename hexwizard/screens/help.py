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

KEYS: Final = ("enter", "escape", "tab", "f1", "f2", "ctrl-l", "ctrl-q")
CALL_KEYS: Final = ("f3", "f4", "f5", "l", "h")


class HelpScreen(WizardScreen[None]):
    """Lies over the screen that it explains."""

    IS_HELP = True
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1", "close_help", "Close", id="close")]

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="explanation"):
            yield Prose(plain(""), id="help-text")
            yield Prose(plain(""), id="help-heading")
            yield Prose(plain(""), id="help-keys")
            yield Prose(plain(""), id="help-call-heading")
            yield Prose(plain(""), id="help-call-keys")
        yield KeyBar(self.word)

    def word(self, key: str) -> str:
        """For the keys at the foot, in the language of the moment."""
        return self.say(key)

    def show_words(self) -> None:
        say = self.say
        self.query_one("#explanation").border_title = Content(say("help.title"))
        self.query_one("#help-text", Prose).update(plain(say(self._key), multiline=True))
        self.query_one("#help-heading", Prose).update(plain(say("help.keys")))
        self.query_one("#help-keys", Prose).update(self._explained(KEYS))
        self.query_one("#help-call-heading", Prose).update(plain(say("help.call-keys")))
        self.query_one("#help-call-keys", Prose).update(self._explained(CALL_KEYS))

    def _explained(self, keys: Sequence[str]) -> Content:
        names = {key: self.say(f"help.key.{key}.name") for key in keys}
        width = max(len(self.say(f"help.key.{key}.name")) for key in KEYS) + 2
        lines = (
            Content.assemble((f"{name:<{width}}", "bold $primary"), plain(self.say(f"help.key.{key}")))
            for key, name in names.items()
        )
        return Content("\n").join(lines)

    def action_close_help(self) -> None:
        self.dismiss(None)
