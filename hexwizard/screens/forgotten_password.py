"""Section 2a: « Mot de passe oublié? », and the e-mail that may not arrive."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events, on, work
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.screens.letter import LetterScreen
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.question import Choice, Option

_ANSWERS = (Answer.YES, Answer.NO)
FOLLOW_SECONDS = 2
"""For how long the code in the letter still holds; the rest the store tells of."""


class ForgottenPasswordScreen(LetterScreen):
    """The letter is queued with the act and tried at once."""

    SECTION = SectionKey.FORGOTTEN_PASSWORD

    def extras(self) -> Iterable[Widget]:
        answer = self.call.case.no_mail
        picked = None if answer is None else "missing" if answer else "arrived"
        yield Choice(
            self.say("forgotten-password.question"),
            [
                Option("arrived", self.say("forgotten-password.arrived"), Answer.YES),
                Option("missing", self.say("forgotten-password.missing"), Answer.NO),
            ],
            picked=picked,
            row=True,
        )

    def on_mount(self) -> None:
        self.query(Choice).focus()
        self.set_interval(FOLLOW_SECONDS, self.follow, name="follow")

    def looked_again(self) -> bool:
        return self.call.follow_reset()

    def on_key(self, event: events.Key) -> None:
        """The question is answered from anywhere on the screen: after the sending, Enter is to go on."""
        if event.character in _ANSWERS and not self.query_one(Choice).has_focus:
            self.query_one(Choice).on_key(event)

    @on(Choice.Picked)
    def _answered(self, event: Choice.Picked) -> None:
        self.take_answer(missing=event.option_id == "missing")

    @work(exclusive=True, group="answer")
    async def take_answer(self, *, missing: bool) -> None:
        await self.at_work(lambda: self.call.answer(no_mail=missing))
        self.show_words()

    async def prepare(self, repair: Repair) -> bool:
        done = await super().prepare(repair)
        if done and repair.id is RepairId.RESET_MAIL and repair.by is By.AGENT:
            self.query_one("#body").focus()  # so that Enter goes on
            self.deliver()
        return done

    @work(exclusive=True, group="deliver")
    async def deliver(self) -> None:
        try:
            await self.at_work(self.call.acts.deliver_reset)
        except Problem as problem:  # it stays queued, and is tried again
            self.explain(problem)
            return
        self.show_words()
