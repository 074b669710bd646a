"""Section 2: « Invalid User/password ». The identifier or the password is wrong, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget
from textual.widgets import Static

from hexwizard.article import SectionKey
from hexwizard.screens.phone_trial import PhoneTrial
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class CannotConnectScreen(PhoneTrial):
    """Where several clients are near what was typed, the agent asks the name and chooses; none is taken for certain."""

    SECTION = SectionKey.CANNOT_CONNECT

    def extras(self) -> Iterable[Widget]:
        if self.call.diagnosis.candidates:
            yield Choice(self.say("cannot-connect.candidates"), self._candidates(), id="candidates")
        yield Static(id="hold", markup=False)

    def show_extras(self) -> None:
        """How long the account is still held back, counted down; nothing where it is not, or only an unlock helps."""
        left = self.call.hold_left()
        minutes, seconds = divmod(-int(-left.total_seconds() // 1), 60)
        line = self.query_one("#hold", Static)
        line.display = bool(left)
        line.update(plain(self.say("cannot-connect.hold", left=f"{minutes}:{seconds:02}")).stylize("bold $warning"))

    def count_down(self) -> None:
        """Every second; once the hold is over, everything is looked at anew."""
        was_held = self.query_one("#hold").display
        self.show_extras()
        if was_held and not self.call.hold_left():
            self.look_again()

    @work(exclusive=True, group="answer")
    async def look_again(self) -> None:
        await self.at_work(self.call.refresh)
        self.show_words()

    def _candidates(self) -> list[Option]:
        options = []
        for letter, candidate in zip("abdef", self.call.diagnosis.candidates, strict=False):
            name = self.call.name_of(candidate.username)
            slip = self.say(f"slip.{candidate.why}")
            options.append(Option(candidate.username, f"{name} · {candidate.identifier} — {slip}", letter))
        return options

    def on_mount(self) -> None:
        self.set_interval(1, self.count_down, name="count-down")
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
