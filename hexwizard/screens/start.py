"""Section 1: my client can't connect. Which message does the phone show?"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget

from hexwizard.article import SectionKey
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.screens.results import Next
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.question import Choice, Option

_KEYS = {
    PhoneMessage.INVALID: Answer.INVALID,
    PhoneMessage.DEACTIVATED: Answer.DEACTIVATED,
    PhoneMessage.NONE: Answer.NONE,
}


class StartScreen(SectionScreen):
    """One key answers the question and goes on."""

    SECTION = SectionKey.START

    def extras(self) -> Iterable[Widget]:
        picked = self.call.case.message
        yield Choice(
            self.say("start.question"),
            [Option(message.value, self.say(f"message.{message}"), key) for message, key in _KEYS.items()],
            picked=picked.value if picked else None,
        )

    def on_mount(self) -> None:
        self.query(Choice).focus()

    @on(Choice.Picked)
    def _answered(self, event: Choice.Picked) -> None:
        self.take_message(PhoneMessage(event.option_id))

    @work(exclusive=True, group="answer")
    async def take_message(self, message: PhoneMessage) -> None:
        await self.at_work(lambda: self.call.answer(shown=message))
        self.dismiss(Next())
