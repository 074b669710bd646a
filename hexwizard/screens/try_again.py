"""The client tries again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from hexwizard.article import SectionKey
from hexwizard.diagnosis.briefing import Briefing
from hexwizard.diagnosis.rail import Mark
from hexwizard.locale.message import say as message
from hexwizard.screens.phone_trial import PhoneTrial
from hexwizard.screens.results import Jump, Next
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class TryAgainScreen(PhoneTrial):
    """Two answers: it works, or it still does not. The phone at hand answers as the client's app would."""

    SECTION = SectionKey.ANSWERED
    SHOWS_EMPTY_PANES = False
    KNOWS_NOTHING = "try-again.nothing-done"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "works", "It works", id="works"),
        Binding("x", "still_not", "Still not", id="still-not"),
    ]
    HELP_KEY = "try-again.help"

    def briefing(self) -> Briefing:
        done = self.call.steps_known()
        return Briefing(SectionKey.ANSWERED, Mark.TO_ASK, done, message("try-again.say"), ())

    def extras(self) -> Iterable[Widget]:
        say = self.say
        options = [
            Option("works", say("try-again.works"), Answer.YES),
            Option("still-not", say("try-again.still-not"), Answer.NO),
        ]
        answers = Choice(say("try-again.question"), options, row=True, id="answers")
        answers.can_focus = False  # Enter answers nothing here: the keys are the screen's
        yield answers

    @on(Choice.Picked, "#answers")
    def _answered(self, event: Choice.Picked) -> None:
        self.settle(works=event.option_id == "works")

    def _title(self, mark: Mark) -> Content:  # noqa: ARG002 - the section's signature
        return plain(self.say("try-again.title")).stylize("bold")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action not in ("try_again", "repair") and super().check_action(action, parameters)

    def action_next(self) -> None:
        """Enter alone answers nothing: the question stands."""
        self.show_problem(self.say("try-again.answer-first"))

    def action_works(self) -> None:
        self.settle(works=True)

    def action_still_not(self) -> None:
        self.settle(works=False)

    @work(exclusive=True, group="answer")
    async def settle(self, *, works: bool) -> None:
        await self.at_work(lambda: self.call.tried_again(works=works))
        self.dismiss(Jump(SectionKey.ANSWERED) if works else Next())
