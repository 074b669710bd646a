"""A call set aside: what is waited for, and for how long."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.desk.parking import USUAL_WAIT, Awaited
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.question import Choice, Option


class ParkScreen(CallerDialog[bool | None]):
    """Ends with True once the call waits; Escape goes on with it."""

    TITLE_KEY = "park.title"
    HELP_KEY = "help.park"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def lead(self) -> list[Content]:
        return [self.line(message("park.body"))]

    def answers(self) -> list[Widget]:
        say = self.say
        options = [
            Option(one.value, say("park.option", what=say(f"park.for.{one}"), wait=USUAL_WAIT[one])) for one in Awaited
        ]
        return [
            Choice(say("park.question"), options, id="awaited"),
            PlainInput(placeholder=say("park.minutes"), id="minutes", max_length=8),
        ]

    @on(Input.Submitted, "#minutes")
    def _minutes_typed(self) -> None:
        self.query(Choice).focus()

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.settle(Awaited(event.option_id))

    @work(exclusive=True, group="answer")
    async def settle(self, awaited: Awaited) -> None:
        minutes = self.query_one("#minutes", Input)
        try:
            await self.at_work(lambda: self.call.park(awaited, minutes.value))
        except Problem as problem:
            self.explain(problem)
            self.query_one(Choice).picked = None
            minutes.focus()
            return
        self.dismiss(True)
