"""Notes pinned on the client, from any screen of the call."""

from textual.widgets import Input

from hexwizard.accounts.model import Account
from hexwizard.desk.call import Call
from hexwizard.desk.desk import Desk
from hexwizard.screens.pinned_notes import PinnedNotesScreen
from tests.screens.fakes import fake_desk, hire
from tests.screens.people import AGENT, ALAIN
from tests.screens.stage import Play, playing


def notes(desk: Desk) -> list[str]:
    account = desk.clients.account(ALAIN.username)
    assert isinstance(account, Account)
    return [note.text for note in account.notes]


async def test_enter_pins_delete_takes_off_and_what_is_refused_is_said_beside_the_field() -> None:
    desk = fake_desk(ALAIN)
    hire(desk, AGENT)
    call = Call(desk, AGENT, desk.cases.open(AGENT))
    call.answer(username=ALAIN.username)
    async with playing(desk, PinnedNotesScreen(call), AGENT) as play:
        await pins(play, "Préfère [le soir]")
        assert notes(desk) == ["Préfère [le soir]"]
        assert "Préfère [le soir]" in play.seen
        await play.press("enter")
        assert play.sees("problem.pinned-note.empty")
        await play.press("tab", "down", "delete")
        assert notes(desk) == []
        assert play.app.focused is play.app.screen.query_one(Input)


async def pins(play: Play, text: str) -> None:
    await play.types(text)
    await play.press("enter")
