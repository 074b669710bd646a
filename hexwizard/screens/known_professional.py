"""A professional whom the operator knows, in person, vouches for the caller."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.desk.call import Call
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.question import Choice, Option

_YES, _NO = "yes", "no"


class KnownProfessionalScreen(CallerDialog[bool | None]):
    """Who it is, of which of the client's companies, and what they say."""

    TITLE_KEY = "known-professional.title"
    HELP_KEY = "known-professional.help"
    AUTO_FOCUS: ClassVar[str] = "#professional"

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._companies = call.caller.companies()
        self._company = self._companies[0] if len(self._companies) == 1 else None

    def lead(self) -> list[Content]:
        lines = [self.line(message("known-professional.body"))]
        if self._company is not None:
            lines.append(self.line(message("known-professional.company", company=self._company)))
        return lines

    def answers(self) -> list[Widget]:
        say = self.say
        widgets: list[Widget] = [PlainInput(placeholder=say("known-professional.name"), id="professional")]
        if self._company is None:
            options = [Option(company, company) for company in self._companies]
            widgets.append(Choice(say("known-professional.which-company"), options, id="companies"))
        options = [
            Option(_YES, say("known-professional.confirms"), Answer.YES),
            Option(_NO, say("known-professional.denies"), Answer.NO),
        ]
        return [*widgets, Choice(say("known-professional.question"), options, id="answer")]

    @on(Input.Submitted, "#professional")
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.query_one("#companies" if self._company is None else "#answer").focus()

    @on(Choice.Picked, "#companies")
    def _company_chosen(self, event: Choice.Picked) -> None:
        self._company = event.option_id
        self.query_one("#answer").focus()

    @on(Choice.Picked, "#answer")
    def _answered(self, event: Choice.Picked) -> None:
        self.settle(confirms=event.option_id == _YES)

    @work(exclusive=True, group="answer")
    async def settle(self, *, confirms: bool) -> None:
        name, company = self.query_one("#professional", Input).value, self._company or ""
        try:
            await self.at_work(lambda: self.call.caller.vouched(name, company, confirms=confirms))
        except Problem as problem:
            self.explain(problem)
            self.query_one("#answer", Choice).picked = None
            self.query_one("#professional").focus()
            return
        self.dismiss(True)
