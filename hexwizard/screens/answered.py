"""Section 7: the case written down, copied into a ticket, and « did this answer your question? »."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import TextArea

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.desk.case import Feedback
from hexwizard.screens.clipboard import copy
from hexwizard.screens.results import Ended
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.panes import KnowPane
from hexwizard.widgets.plain import plain_text
from hexwizard.widgets.question import Choice, Option

_KEYS = {Feedback.YES: Answer.YES, Feedback.SOMEWHAT: Answer.SOMEWHAT, Feedback.NO: Answer.NO}


class AnsweredScreen(SectionScreen):
    """`c` copies the whole ticket; the answer to the question closes the case."""

    SECTION = SectionKey.ANSWERED
    SHOWS_EMPTY_PANES = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "save", "Save", id="save")]

    def known(self) -> Iterable[Widget]:
        yield TextArea("", read_only=True, id="ticket", soft_wrap=True)

    def extras(self) -> Iterable[Widget]:
        yield Choice(
            self.say("answered.question"),
            [Option(answer.value, self.say(f"feedback.{answer}"), key) for answer, key in _KEYS.items()],
            row=True,
            id="feedback",
        )

    def on_mount(self) -> None:
        self.query(KnowPane).set(display=False)
        self.query(Choice).focus()

    def show_extras(self) -> None:
        ticket, text = self.query_one("#ticket", TextArea), plain_text(self.call.ticket(self.say), multiline=True)
        ticket.border_title = f" {self.say('pane.ticket')} "
        if ticket.text != text:  # else whoever reads it keeps the place
            ticket.load_text(text)

    def action_copy(self) -> None:
        copy(self.app, self.query_one("#ticket", TextArea).text, self.say)

    def action_next(self) -> None:
        """Enter closes the case without an answer to the question."""
        self.close_case(None)

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """The ticket as a file in the folder that the wizard was started from."""
        text = self.query_one("#ticket", TextArea).text
        try:
            path = await self.at_work(lambda: self.call.save_ticket(text))
        except Problem as problem:
            self.explain(problem)
            return
        self.notify(self.say("answered.saved", path=str(path)), markup=False)

    @on(Choice.Picked, "#feedback")
    def _answered(self, event: Choice.Picked) -> None:
        self.close_case(Feedback(event.option_id))

    @work(exclusive=True, group="close")
    async def close_case(self, feedback: Feedback | None) -> None:
        await self.at_work(lambda: self.call.close(feedback))
        self.dismiss(Ended())
