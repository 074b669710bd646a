"""A verification failed: what is left, in place of the act."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.diagnosis.findings import RepairId
from hexwizard.locale.message import Message
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.question import Choice, Option


class AfterFailure(StrEnum):
    """RESET and HAND_OVER lead to their screens and need nobody; SECOND is a second operator who looks at it."""

    RESET = "reset"
    HAND_OVER = "hand-over"
    SECOND = "second"


class FailedVerificationScreen(CallerDialog[AfterFailure | None]):
    """The reset e-mail is what is left; where none may go to this client, why, and the hand-over in its place."""

    TITLE_KEY = "failed-verification.title"
    HELP_KEY = "failed-verification.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._no_reset = _no_reset(call)

    def lead(self) -> list[Content]:
        failed = [one for one in self.call.case.attempts if one.outcome.fails]
        lines = [self.warning(message("failed-verification.elsewhere"))] if not failed else []
        if failed:
            last = failed[-1]
            method, outcome = message(f"verification.{last.method}"), message(f"attempt.{last.outcome}")
            lines.append(
                self.warning(message("failed-verification.how", method=method, outcome=outcome, where=last.where))
            )
        if self._no_reset is None:
            return [*lines, self.line(message("failed-verification.left"))]
        return [*lines, self.line(message("failed-verification.no-reset", why=self._no_reset))]

    def answers(self) -> list[Widget]:
        left = AfterFailure.RESET if self._no_reset is None else AfterFailure.HAND_OVER
        options = [Option(one, self.say(f"failed-verification.{one}")) for one in (left, AfterFailure.SECOND)]
        return [Choice(self.say("failed-verification.question"), options, id="left")]

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(AfterFailure(event.option_id))


def _no_reset(call: Call) -> Message | None:
    """Why no reset e-mail may go to this client now; None where it may."""
    ways = call.briefing(SectionKey.FORGOTTEN_PASSWORD).repairs
    return next((way.why_not for way in ways if way.id is RepairId.RESET_MAIL), None)
