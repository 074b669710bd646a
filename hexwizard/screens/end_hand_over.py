"""How a case handed over ended."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.desk.hand_over import HandOverOutcome
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class EndHandOverScreen(Dialog[HandOverOutcome | None]):
    """Ends with the outcome; Escape leaves the case where it is."""

    TITLE_KEY = "end-hand-over.title"
    HELP_KEY = "end-hand-over.body"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def answers(self) -> list[Widget]:
        options = [Option(one.value, self.say(f"hand-over.outcome.{one}")) for one in HandOverOutcome]
        return [Choice(self.say("end-hand-over.question"), options)]

    def body(self, say: Words) -> Content:
        return plain(say("end-hand-over.body", by=self.call.handed.by if self.call.handed is not None else ""))

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(HandOverOutcome(event.option_id))
