"""Section 2a: « Mot de passe oublié? », and the e-mail that may not arrive."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.question import Choice, Option


class ForgottenPasswordScreen(SectionScreen):
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
        self.query_one(Choice).focus()

    @on(Choice.Picked)
    def _answered(self, event: Choice.Picked) -> None:
        self.take_answer(missing=event.option_id == "missing")

    @work(exclusive=True, group="answer")
    async def take_answer(self, *, missing: bool) -> None:
        await self.at_work(lambda: self.call.answer(no_mail=missing))
        self.show_words()
