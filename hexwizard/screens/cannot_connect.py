"""Section 2: « Invalid User/password ». The identifier or the password is wrong, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget
from textual.widgets import Static

from hexwizard.article import SectionKey
from hexwizard.desk.comparison import NearClient
from hexwizard.screens.confirm_client import ConfirmClientScreen
from hexwizard.screens.phone_trial import PhoneTrial
from hexwizard.widgets.comparison import compared
from hexwizard.widgets.near_clients import NearClients, NearLine
from hexwizard.widgets.plain import plain


class CannotConnectScreen(PhoneTrial):
    """Where clients are near what was typed, the agent has the name said and chooses; none is taken for certain."""

    SECTION = SectionKey.CANNOT_CONNECT

    def extras(self) -> Iterable[Widget]:
        near = self.call.comparison.near()
        if near:
            yield NearClients([self._line(one) for one in near], self.say, id="near-clients")
        yield Static(id="compared", classes="compared", markup=False)
        yield Static(id="hold", markup=False)

    def _line(self, one: NearClient) -> NearLine:
        return NearLine(one.username, one.name, self.say(f"slip.{one.why}"), one.certainty, one.spans)

    def show_extras(self) -> None:
        spans = self.call.comparison.spans()
        place = self.query_one("#compared", Static)
        place.display = bool(spans)
        if spans:
            place.update(compared(spans, self.say))
        self.show_hold()

    def show_hold(self) -> None:
        """How long the account is still held back, counted down; nothing where it is not, or only an unlock helps."""
        left = self.call.hold_left()
        minutes, seconds = divmod(-int(-left.total_seconds() // 1), 60)
        line = self.query_one("#hold", Static)
        line.display = bool(left)
        line.update(plain(self.say("cannot-connect.hold", left=f"{minutes}:{seconds:02}")).stylize("bold $warning"))

    def count_down(self) -> None:
        """Every second; once the hold is over, everything is looked at anew."""
        was_held = self.query_one("#hold").display
        self.show_hold()
        if was_held and not self.call.hold_left():
            self.look_again()

    @work(exclusive=True, group="answer")
    async def look_again(self) -> None:
        await self.at_work(self.call.refresh)
        self.show_words()

    def on_mount(self) -> None:
        self.set_interval(1, self.count_down, name="count-down")
        for pane in self.query(NearClients):
            pane.focus()

    @on(NearClients.Picked)
    def _client_picked(self, event: NearClients.Picked) -> None:
        client = next(one for one in self.call.comparison.near() if one.username == event.option_id)
        self.choose_client(client)

    @work(exclusive=True, group="ask")
    async def choose_client(self, client: NearClient) -> None:
        """Nothing is chosen before the agent has heard the name."""
        if not await self.app.push_screen_wait(ConfirmClientScreen(self.call, client)):
            return
        await self.at_work(lambda: self.call.comparison.choose(client.username, caller_gave_name=True))
        for pane in list(self.query(NearClients)):
            await pane.remove()
        self.query_one("#body").focus()
        self.show_words()
