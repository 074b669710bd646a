"""The operator's own password, once more, before what opens an account."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.screens.base import WizardScreen
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.plain import plain
from hexwizard.widgets.secret_input import SecretInput


class SignAgainScreen(WizardScreen[Actor | None], ModalScreen[Actor | None]):
    """Ends with the operator signed in anew; Escape ends with nothing, and then nothing is done."""

    HELP_KEY = "help.sign-again"
    CSS_PATH = "dialog.tcss"
    DEFAULT_CLASSES = "dialog"
    AUTO_FOCUS: ClassVar[str] = "#password"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="cancel"),
        Binding("f1", "app.help", "Help", id="help"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(id="dialog-title", markup=False)
            yield Static(id="dialog-body", markup=False)
            yield SecretInput(id="password")
            yield Static(id="dialog-problem", markup=False)
        yield KeyBar(self.wizard.word)

    def show_words(self) -> None:
        actor = self.wizard.actor
        self.query_one("#dialog-title", Static).update(plain(self.say("sign-again.title")).stylize("bold"))
        body = self.say("sign-again.body", name=actor.name if actor else "")
        self.query_one("#dialog-body", Static).update(plain(body, multiline=True))

    def explain(self, problem: Problem) -> None:
        self.query_one("#dialog-problem", Static).update(plain(f"✕ {self.say.render(problem.message)}"))

    @on(Input.Submitted, "#password")
    def _given(self) -> None:
        password = self.query_one("#password", SecretInput).take()
        if password:
            self._check(password)

    @work(exclusive=True)
    async def _check(self, password: str) -> None:
        actor, told = self.wizard.actor, self.query_one("#dialog-problem", Static)
        if actor is None:
            return
        told.update(plain(self.say("sign-in.checking")))
        try:
            again = await self.at_work(lambda: self.wizard.desk.operators.sign_in_again(actor, password))
        except Problem as problem:
            self.explain(problem)
            return
        self.dismiss(again)

    def action_cancel(self) -> None:
        self.dismiss(None)
