"""A new operator, or a new password for one."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.credentials.policy import SHORTEST, PasswordRefused
from hexwizard.desk.actor import OPERATORS, Role
from hexwizard.locale.message import Message
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.secret_input import SecretInput


class OperatorFormScreen(OutsideScreen[str | None]):
    """With a `name`, only the password is asked. Ends with what was done, in words."""

    HELP_KEY = "help.operators"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", id="back")]

    def __init__(self, name: str | None) -> None:
        super().__init__()
        self._operator = name

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        if self._operator is None:
            yield Field("operators.form.name", PlainInput(id="name").leading_to("#role"))
            roles = [Option(role.value, self.say(f"role.{role}")) for role in Role if role in OPERATORS]
            yield Choice(self.say("operators.role"), roles, picked=Role.AGENT.value, row=True, id="role")
        yield Field("change-password.new", SecretInput(id="new").leading_to("#again"))
        yield Field("first-run.again", SecretInput(id="again"))
        yield Remark(plain(""), classes="status")

    def show_words(self) -> None:
        super().show_words()
        title = "operators.add" if self._operator is None else "operators.reset"
        self.query_one(".title", Prose).update(plain(self.say(title, name=self._operator or "")))
        self.query_one(".lead", Prose).update(plain(self.say("first-run.policy", least=SHORTEST)))

    @on(Choice.Picked)
    def _role_picked(self) -> None:
        self.query_one("#new").focus()

    @on(Input.Submitted, "#again")
    def _entered(self) -> None:
        new, again = self.query_one("#new", SecretInput), self.query_one("#again", SecretInput)
        if new.value != again.value:
            again.clear()
            self.query(Field).last().refuse(Message("first-run.mismatch"), self.say)
        else:
            self._save(new.value)

    @work(exclusive=True)
    async def _save(self, password: str) -> None:
        actor, status = self.wizard.actor, self.query_one(".status", Remark)
        if actor is None:
            return
        operators, name = self.wizard.desk.operators, self._operator
        status.tell(self.say("first-run.saving"))
        try:
            if name is None:
                typed = self.query_one("#name", Input).value
                role = Role(self.query_one(Choice).picked or Role.AGENT)
                made = await self.at_work(lambda: operators.add(actor, typed, role, password))
                told = self.say("cli.operators.added", name=made.name, role=self.say(f"role.{made.role}"))
            else:
                made = await self.at_work(lambda: operators.reset_password(actor, name, password))
                told = self.say("cli.operators.reset-one", name=made.name)
        except Problem as problem:
            self._refuse(problem)
            return
        finally:
            status.tell("")
        self.dismiss(told)

    def _refuse(self, problem: Problem) -> None:
        """Beside the field that is wrong; passwords are typed again only where they are what is wrong."""
        fields = list(self.query(Field))
        of_password = isinstance(problem, PasswordRefused)
        wrong = fields[-2] if of_password else fields[0]
        for secret in self.query(SecretInput) if of_password else ():
            secret.clear()
        for field in fields:
            field.refuse(problem.message if field is wrong else None, self.say)

    def action_back(self) -> None:
        self.dismiss(None)
