"""Section 2: « Invalid User/password ». The identifier or the password is wrong, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget

from hexwizard.article import SectionKey
from hexwizard.screens.phone_trial import PhoneTrial
from hexwizard.widgets.question import Choice, Option


class CannotConnectScreen(PhoneTrial):
    """Where several clients are near what was typed, the agent asks the name and chooses; none is taken for certain."""

    SECTION = SectionKey.CANNOT_CONNECT

    def extras(self) -> Iterable[Widget]:
        if self.call.diagnosis.candidates:
            yield Choice(self.say("cannot-connect.candidates"), self._candidates(), id="candidates")

    def _candidates(self) -> list[Option]:
        options = []
        for letter, candidate in zip("abdef", self.call.diagnosis.candidates, strict=False):
            name = self.call.name_of(candidate.username)
            slip = self.say(f"slip.{candidate.why}")
            options.append(Option(candidate.username, f"{name} · {candidate.identifier} — {slip}", letter))
        return options

    def on_mount(self) -> None:
        for candidates in self.query(Choice):
            candidates.focus()

    @on(Choice.Picked, "#candidates")
    def _client_chosen(self, event: Choice.Picked) -> None:
        self.choose_client(event.option_id)

    @work(exclusive=True, group="answer")
    async def choose_client(self, username: str) -> None:
        await self.at_work(lambda: self.call.answer(username=username))
        self.query_one("#body").focus()
        self.show_words()
