"""A field of a form: its label, its input, and beneath it what is wrong with what was typed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from hexwizard.locale.message import Message
from hexwizard.locale.words import Words
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose


class Remark(Prose):
    """A line that stands there only while it has something to say."""

    def on_mount(self) -> None:
        self.display = bool(self._content.plain)

    def tell(self, text: str) -> None:
        """Say `text`; nothing, and the line is gone."""
        self.update(plain(text, multiline=True))
        self.display = bool(text)


class Field(Vertical):
    """`label` is the catalogue's key. An error stays until the agent types again."""

    def __init__(self, label: str, field: Input) -> None:
        super().__init__(classes="field")
        self._label = label
        self._fault: Message | None = None
        self.input = field

    def compose(self) -> ComposeResult:
        yield Label(classes="field-label", markup=False)
        yield self.input
        yield Remark(plain(""), classes="wrong")

    def show(self, say: Words) -> None:
        """Everything in the language of `say`; what was typed stays."""
        self.query_one(".field-label", Label).update(say(self._label))
        self.query_one(Remark).tell("" if self._fault is None else f"✕ {say.render(self._fault)}")

    def refuse(self, fault: Message | None, say: Words) -> None:
        """Say beside the input what is wrong, and go there; None takes an older complaint away."""
        self._fault = fault
        self.set_class(fault is not None, "-wrong")
        self.show(say)
        if fault is not None:
            self.input.focus()

    def on_input_changed(self) -> None:
        """What was wrong is being put right."""
        if self._fault is not None and self.input.value:
            self._fault = None
            self.remove_class("-wrong")
            self.query_one(Remark).tell("")
