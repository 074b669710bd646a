"""A temporary password that an interruption left: nobody was handed it, and it opens nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.desk.temporary_passwords import LeftPassword
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Asking
from hexwizard.screens.results import Reopen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class LeftPasswordScreen(Asking[Reopen | None]):
    """Voided here, or made anew in a call: in the one that was interrupted, where it is still open."""

    TITLE_KEY = "left-password.title"
    HELP_KEY = "left-password.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, left: LeftPassword) -> None:
        super().__init__()
        self._left = left

    def answers(self) -> list[Widget]:
        options = [
            Option("reissue", self.say("left-password.reissue")),
            Option("void", self.say("left-password.void")),
        ]
        return [Choice(self.say("left-password.question"), options)]

    def body(self, say: Words) -> Content:
        client, record = self._left.account, self._left.record
        told = say(
            "left-password.body",
            client=client.full_name,
            username=client.username,
            by=record.issued_by,
            at=record.issued_at,
        )
        return plain(told, multiline=True)

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        if event.option_id == "void":
            self.void()
        else:
            self.make_anew()

    @work(exclusive=True, group="answer")
    async def void(self) -> None:
        actor, desk = self.wizard.actor, self.wizard.desk
        if actor is None:
            return
        try:
            await self.at_work(lambda: desk.temporary_passwords.void_left(actor, self._left))
        except Problem as problem:
            self.explain(problem)
        self.dismiss(None)

    @work(exclusive=True, group="answer")
    async def make_anew(self) -> None:
        """The client's screen for it, in a call."""
        actor, cases = self.wizard.actor, self.wizard.desk.cases
        if actor is None:
            return
        case = self._left.case
        try:
            if case is None:
                draft = replace(cases.draft(actor), username=self._left.account.username)
                case = await self.at_work(lambda: cases.open(actor, draft))
        except Problem as problem:
            self.explain(problem)
            return
        self.dismiss(Reopen(case.at_section(SectionKey.TEMPORARY_PASSWORD)))
