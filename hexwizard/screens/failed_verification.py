"""A verification failed: what is left, in place of the act."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.question import Choice, Option

_RESET, _SECOND = "reset", "second"


class FailedVerificationScreen(CallerDialog[bool]):
    """Ends with True where a second operator is to look at it; the reset e-mail needs nobody."""

    TITLE_KEY = "failed-verification.title"
    HELP_KEY = "failed-verification.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def lead(self) -> list[Content]:
        failed = [one for one in self.call.case.attempts if one.outcome.fails]
        lines = [self.warning(message("failed-verification.elsewhere"))] if not failed else []
        if failed:
            last = failed[-1]
            method, outcome = message(f"verification.{last.method}"), message(f"attempt.{last.outcome}")
            lines.append(
                self.warning(message("failed-verification.how", method=method, outcome=outcome, where=last.where))
            )
        return [*lines, self.line(message("failed-verification.left"))]

    def answers(self) -> list[Widget]:
        options = [
            Option(_RESET, self.say("failed-verification.reset")),
            Option(_SECOND, self.say("failed-verification.second")),
        ]
        return [Choice(self.say("failed-verification.question"), options, id="left")]

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(event.option_id == _SECOND)

    def action_cancel(self) -> None:
        self.dismiss(False)
