"""Who is on the line."""

import pytest

from hexwizard.accounts.model import Account
from hexwizard.screens.find_client import Choose, FindClientScreen, enter_takes
from hexwizard.screens.results import Found, Leave
from tests.screens.fakes import fake_desk
from tests.screens.people import ADMIN, AGENT, ALAIN, EVIL, JULIE, JULIEN, busy_desk
from tests.screens.stage import UNFINISHED, playing


@pytest.mark.parametrize(
    ("text", "results", "taken"),
    [
        ("  ", (), None),
        ("alain_sirois", (ALAIN,), Found("alain_sirois", None)),
        ("nobody at all", (), Found("nobody at all", None)),
        ("juli", (JULIE, JULIEN), Found("juli", None)),
        ("julie.l@", (JULIE,), Found("julie.l@", None)),
        ("julie lev", (JULIE,), Found(None, "julie_levesque")),
        ("4185550102", (JULIE,), Found(None, "julie_levesque")),
        ("418 555", (JULIE, JULIEN), Choose()),
    ],
)
def test_what_enter_takes(text: str, results: tuple[Account, ...], taken: object) -> None:
    assert enter_takes(text, results) == taken


async def test_results_follow_the_typing_and_enter_takes_what_the_client_types() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        assert play.sees("find.hint")
        await play.types("juli")
        assert "Julie Lévesque" in play.seen
        assert "julien.levesque@bell.net" in play.seen
        assert play.sees("find.enter.typed", typed="juli")
        await play.press("enter")
        assert play.ended == Found("juli", None)


async def test_the_exact_holder_is_marked_with_a_word() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        await play.types("alain.sirois@videotron.ca")
        assert "●" in play.seen
        assert play.sees("find.exact.secondary")
        assert play.sees("find.secondary", email="alain.sirois@videotron.ca")


async def test_a_client_is_picked_with_down_and_up_leads_back() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        await play.types("juli")
        await play.press("down", "up")
        assert play.app.focused is play.app.screen.query_one("#typed")
        await play.press("down", "down", "enter")
        assert play.ended == Found(None, "julien_levesque")


async def test_a_client_is_picked_by_mouse() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        await play.types("juli")
        await play.clicks("#results", (4, 1))
        assert play.ended == Found(None, "julie_levesque")


async def test_enter_is_not_quicker_than_the_search() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        await play.pilot.press(*"alain", "space", *"sir", "enter")
        await play.settle()
        assert play.ended == Found(None, "alain_sirois")


async def test_a_name_that_several_have_leads_to_the_list() -> None:
    async with playing(busy_desk(), FindClientScreen(), ADMIN) as play:
        await play.types("levesque ju")
        await play.press("enter")
        assert play.ended is UNFINISHED
        await play.press("enter")
        assert play.ended == Found(None, "julie_levesque")


async def test_the_language_changes_and_the_typed_text_stays() -> None:
    async with playing(busy_desk(), FindClientScreen(), AGENT) as play:
        await play.types("zzz")
        await play.press("f2")
        assert play.sees("find.enter.nobody", typed="zzz")
        await play.press("escape")
        assert play.ended == Leave()


async def test_what_comes_from_data_is_shown_as_it_is() -> None:
    async with playing(fake_desk(EVIL), FindClientScreen(), AGENT) as play:
        await play.types("evil")
        assert "[/bold]␛[31mEve [@click=app.bell]x" in play.seen


async def test_the_row_one_is_on_stays_in_sight_in_a_long_list() -> None:
    crowd = [Account(f"tremblay{at:02}", "Luc", f"Tremblay{at:02}") for at in range(20)]
    async with playing(fake_desk(*crowd), FindClientScreen(), AGENT) as play:
        await play.types("luc")
        await play.press(*["down"] * 20)
        assert "tremblay19" in play.seen
        assert play.sees("find.field")
        await play.press("enter")
        assert play.ended == Found(None, "tremblay19")
