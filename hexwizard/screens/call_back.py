"""The caller is called back at the number on file."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.desk.call import Call
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option

_KEYS = {AttemptOutcome.PROVED: Answer.YES, AttemptOutcome.REFUSED: Answer.NO, AttemptOutcome.UNANSWERED: Answer.NONE}


class CallBackScreen(CallerDialog[bool | None]):
    """The number stands there to be dialled; one key says who answered."""

    TITLE_KEY = "call-back.title"
    HELP_KEY = "call-back.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._number = call.caller.number()

    def lead(self) -> list[Content]:
        number = self._number
        if number is None:
            return []
        lines = [
            self.line(message("call-back.body")),
            Content(""),
            Content.assemble("   ", plain(number.value).stylize("bold $accent")),
        ]
        return [*lines, self.warning(number.doubt)] if number.doubt is not None else lines

    def answers(self) -> list[Widget]:
        options = [Option(one.value, self.say(f"call-back.{one}"), key) for one, key in _KEYS.items()]
        return [Choice(self.say("call-back.question"), options, id="outcome")]

    @on(Choice.Picked)
    def _answered(self, event: Choice.Picked) -> None:
        self.settle(AttemptOutcome(event.option_id))

    @work(exclusive=True, group="answer")
    async def settle(self, outcome: AttemptOutcome) -> None:
        try:
            await self.at_work(lambda: self.call.caller.called_back(outcome))
        except Problem as problem:
            self.explain(problem)
            return
        self.dismiss(True)
