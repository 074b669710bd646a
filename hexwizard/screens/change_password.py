"""The operator's own password: the one of now, and twice the new one."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.credentials.policy import SHORTEST, PasswordRefused
from hexwizard.desk.actor import Actor
from hexwizard.locale.message import Message
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.secret_input import SecretInput


class ChangePasswordScreen(OutsideScreen[Actor | None]):
    """Ends with the operator signed in anew. `forced`: an administrator set the password of now."""

    HELP_KEY = "help.change-password"
    AUTO_FOCUS = "#current"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", id="back")]

    def __init__(self, *, forced: bool = False) -> None:
        super().__init__()
        self._forced = forced

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        yield Field("change-password.current", SecretInput(id="current").leading_to("#new"))
        yield Field("change-password.new", SecretInput(id="new").leading_to("#again"))
        yield Field("first-run.again", SecretInput(id="again"))
        yield Remark(plain(""), classes="status")

    def show_words(self) -> None:
        super().show_words()
        self.query_one(".title", Prose).update(plain(self.say("change-password.title")))
        key = "change-password.forced" if self._forced else "first-run.policy"
        self.query_one(".lead", Prose).update(plain(self.say(key, least=SHORTEST)))

    @on(Input.Submitted, "#again")
    def _entered(self) -> None:
        current, new, again = (field.input for field in self.query(Field))
        if new.value != again.value:
            again.clear()
            self.query(Field).last().refuse(Message("first-run.mismatch"), self.say)
        else:
            self._change(current.value, new.value)

    @work(exclusive=True)
    async def _change(self, current: str, new: str) -> None:
        actor, status = self.wizard.actor, self.query_one(".status", Remark)
        if actor is None:
            return
        status.tell(self.say("sign-in.checking"))
        try:
            changed = await self.at_work(lambda: self.wizard.desk.operators.change_password(actor, current, new))
        except Problem as problem:
            self._refuse(problem)
            return
        finally:
            status.tell("")
        self.notify(self.say("change-password.done"))
        self.dismiss(changed)

    def _refuse(self, problem: Problem) -> None:
        """Beside the new one what is wrong with it, beside the one of now all the rest."""
        fields = list(self.query(Field))
        wrong = 1 if isinstance(problem, PasswordRefused) else 0
        for field in fields[wrong:]:
            field.input.clear()
        for at, field in enumerate(fields):
            field.refuse(problem.message if at == wrong else None, self.say)

    def action_back(self) -> None:
        self.dismiss(None)
