"""Between two calls."""

from dataclasses import replace
from datetime import timedelta

from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.desk.parking import Awaited, Parking
from hexwizard.screens.home import HomeScreen
from hexwizard.screens.results import ImportFiles, NewCall, Quit, Reopen, SettleLeft, SignOut
from tests.screens.fakes import NOW, fake_desk, hire
from tests.screens.people import ADMIN, AGENT, CLIENTS, EVIL, busy_desk, cases
from tests.screens.stage import UNFINISHED, playing


async def test_the_phone_rings() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        await play.press("n")
        assert play.ended == NewCall()


async def test_a_new_call_by_mouse() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        await play.clicks("#new-call", (4, 1))
        assert play.ended == NewCall()


async def test_an_interrupted_call_is_offered_first_and_enter_takes_it_up() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        assert play.sees("home.group.resume")
        assert play.seen.index("2026-0004") < play.seen.index("2026-0003")
        assert "Alain Sirois" in play.seen
        await play.press("enter")
        assert isinstance(play.ended, Reopen)
        assert play.ended.case.id == cases()[3].id


async def test_another_open_call_by_arrows() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        await play.press("down", "down", "enter")
        assert isinstance(play.ended, Reopen)
        assert play.ended.case.id == cases()[2].id


async def test_an_agent_may_not_import_and_is_not_shown_the_key() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        assert not play.sees("key.import")
        await play.press("3")
        assert play.ended is UNFINISHED


async def test_an_administrator_may_import_and_is_told_to_where_there_are_no_clients() -> None:
    async with playing(fake_desk(), HomeScreen(), ADMIN) as play:
        assert play.sees("home.no-clients")
        await play.press("3")
        assert play.ended == ImportFiles()


async def test_without_any_call_it_says_what_to_do() -> None:
    async with playing(fake_desk(*CLIENTS), HomeScreen(), AGENT) as play:
        assert play.sees("home.no-cases")
        await play.press("ctrl+o")
        assert play.ended == SignOut()


async def test_quitting_asks_where_a_call_of_ones_own_is_open() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        await play.press("q")
        assert play.sees("home.leaving", case="2026-0004")
        await play.press("escape")
        assert not play.sees("home.leaving", case="2026-0004")
        await play.press("q", "q")
        assert play.ended == Quit()


async def test_quitting_asks_nothing_where_only_others_have_open_calls() -> None:
    async with playing(busy_desk(AGENT), HomeScreen(), ADMIN) as play:
        await play.press("q")
        assert play.sees("home.leaving", case="2026-0003")
    async with playing(fake_desk(*CLIENTS), HomeScreen(), AGENT) as play:
        await play.press("q")
        assert play.ended == Quit()


async def test_a_temporary_password_never_confirmed_is_listed_with_its_client_who_made_it_and_when() -> None:
    desk = busy_desk()
    async with playing(desk, HomeScreen(), AGENT) as play:
        assert play.sees("home.group.pending")
        assert "Marie Côté (marie_cote)" in play.seen
        assert play.sees("home.pending.made", by="Luc Gagnon")
        assert play.sees("home.just-now")
        await play.press("down", "enter")
        assert play.ended == SettleLeft(desk.temporary_passwords.pending()[0])


async def test_what_comes_from_data_is_shown_as_it_is() -> None:
    desk = fake_desk(EVIL)
    hire(desk, AGENT)
    desk.cases.keep(AGENT, Case("2026-0009", NOW, "Someone", username="evil"))
    async with playing(desk, HomeScreen(), AGENT, size=(120, 40)) as play:
        assert "[/bold]␛[31mEve" in play.seen
        assert "\x1b" not in play.seen


async def test_the_row_one_is_on_stays_in_sight_in_a_long_list() -> None:
    desk = fake_desk(*CLIENTS)
    hire(desk, AGENT)
    for at in range(1, 31):
        desk.cases.keep(AGENT, Case(f"2026-{at:04}", NOW, AGENT.name))
    async with playing(desk, HomeScreen(), AGENT) as play:
        await play.press("end")
        assert "2026-0001" in play.seen
        await play.press("enter")
        assert isinstance(play.ended, Reopen)
        assert play.ended.case.id == "2026-0001"


async def test_a_second_key_in_quick_typing_ends_nothing_else() -> None:
    async with playing(fake_desk(*CLIENTS), HomeScreen(), AGENT) as play:
        home = play.app.screen
        assert isinstance(home, HomeScreen)
        home.action_new_call()
        home.action_go("sign-out")
        await play.settle()
        assert play.ended == NewCall()


async def test_what_was_chosen_counts_also_while_the_help_lies_over_it() -> None:
    async with playing(fake_desk(*CLIENTS), HomeScreen(), AGENT) as play:
        home = play.app.screen
        assert isinstance(home, HomeScreen)
        await play.press("f1")
        home.action_new_call()
        await play.settle()
        assert play.ended == NewCall()
        assert len(play.app.screen_stack) == 1


def parked_desk() -> Desk:
    """Two of the agent's calls wait: one has waited long enough, the other has not."""
    desk = busy_desk()
    for case, awaited, minutes in zip(cases()[2:], (Awaited.CLIENT, Awaited.EMAIL), (5, -3), strict=True):
        since = NOW - timedelta(minutes=13)
        parking = Parking(awaited, since, NOW + timedelta(minutes=minutes))
        desk.cases.keep(AGENT, replace(case, opened_by=AGENT.name, parked=parking))
    return desk


async def test_parked_calls_say_what_they_wait_for_and_how_long_and_the_one_that_waited_enough_comes_first() -> None:
    async with playing(parked_desk(), HomeScreen(), AGENT) as play:
        assert play.sees("home.group.parked")
        assert not play.sees("home.group.resume")
        assert "Attend le courriel" in play.seen
        assert "▲ déjà 13 minutes" in play.seen
        assert "encore 5 minutes" in play.seen
        assert play.seen.index("2026-0004") < play.seen.index("2026-0003")


async def test_a_parked_call_is_no_reason_to_ask_before_quitting() -> None:
    async with playing(parked_desk(), HomeScreen(), AGENT) as play:
        await play.press("q")
        assert play.ended == Quit()


async def test_the_operator_is_told_once_that_a_wait_is_over_and_never_while_the_wizard_is_locked() -> None:
    async with playing(parked_desk(), HomeScreen(), AGENT) as play:
        app = play.app
        app.action_lock()
        await app.remind().wait()
        await play.settle()
        assert len(app._notifications) == 0
        app.pop_screen()
        app._lock_ended(AGENT)
        for _ in range(2):
            await app.remind().wait()
        await play.settle()
        told = app.say("parked.due", client="Alain Sirois", what="Attend le courriel")
        assert [one.message for one in app._notifications] == [told]
