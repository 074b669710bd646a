"""A red flag: a second operator looks at the case and signs beside the first, at this very screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Label

from hexwizard.accounts.problems import Problem
from hexwizard.desk.demo import ADMINISTRATOR_NAME, SECOND_NAME, SECOND_PASSWORD
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.secret_input import SecretInput
from hexwizard.widgets.shapes import FLAG


class SecondOperatorScreen(CallerDialog[bool | None]):
    """The flags, then a name and a hidden password. Nobody signs for themselves."""

    TITLE_KEY = "second-operator.title"
    HELP_KEY = "second-operator.help"
    AUTO_FOCUS: ClassVar[str] = "#second-name"

    def lead(self) -> list[Content]:
        flags = [
            Content.assemble((f"{FLAG.glyph} ", FLAG.style), self.line(message(f"flag.{flag}.told")))
            for flag in self.call.caller.flags
        ]
        first = self.call.actor.name
        lines = [*flags, Content(""), self.line(message("second-operator.body", first=first))]
        if self.wizard.demo:
            second = ADMINISTRATOR_NAME if first == SECOND_NAME else SECOND_NAME
            lines.append(self.line(message("second-operator.demo", name=second, password=SECOND_PASSWORD)))
        return lines

    def answers(self) -> list[Widget]:
        return [
            Label(self.say("sign-in.name"), markup=False, classes="dialog-label"),
            PlainInput(id="second-name").leading_to("#second-password"),
            Label(self.say("sign-in.password"), markup=False, classes="dialog-label"),
            SecretInput(id="second-password"),
        ]

    @on(Input.Submitted, "#second-password")
    def _signed(self) -> None:
        name = self.query_one("#second-name", Input).value
        if not name.strip():
            self.query_one("#second-name").focus()
            return
        self.sign(name, self.query_one("#second-password", SecretInput).take())

    @work(exclusive=True, group="answer")
    async def sign(self, name: str, password: str) -> None:
        self.show_problem("")
        self.show_busy(self.say("sign-in.checking"))
        try:
            await self.at_work(lambda: self.call.caller.approved(name, password))
        except Problem as problem:
            self.show_busy("")
            self.explain(problem)
            self.query_one("#second-password").focus()
            return
        self.dismiss(True)
