"""A question in front of a screen, answered by one key."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from hexwizard.desk.call import Call
from hexwizard.locale.words import Words
from hexwizard.screens.base import WizardScreen
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.plain import plain

Result = TypeVar("Result")


class Asking(WizardScreen[Result], ModalScreen[Result]):
    """Its title is a catalogue key, its body and its answers its own; Escape is no answer."""

    TITLE_KEY: ClassVar[str]
    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="cancel"),
        Binding("f1", "app.help", "Help", id="help"),  # the wizard's own, which Textual does not name over a screen
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(id="dialog-title", markup=False)
            yield Static(id="dialog-body", markup=False)
            yield from self.answers()
        yield KeyBar(self.wizard.word)

    def answers(self) -> list[Widget]:
        return []

    def show_words(self) -> None:
        self.query_one("#dialog-title", Static).update(plain(self.say(self.TITLE_KEY)).stylize("bold"))
        self.query_one("#dialog-body", Static).update(self.body(self.say))

    def body(self, say: Words) -> Content:
        """What stands under the title, in the words of `say`."""
        return plain(say(self.HELP_KEY))

    def action_cancel(self) -> None:
        self.dismiss(None)


class Dialog(Asking[Result]):
    """A question within a call."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call
