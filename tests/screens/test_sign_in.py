"""An operator signs in."""

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.desk import Desk
from hexwizard.screens.results import Quit, SignedIn
from hexwizard.screens.sign_in import SignInScreen
from tests.screens.fakes import PASSWORD, fake_desk
from tests.screens.stage import playing


def desk_with_sophie() -> Desk:
    desk = fake_desk()
    desk.operators.add(Actor("root", Role.SYSTEM), "Sophie Roy", Role.AGENT, PASSWORD)
    return desk


async def test_a_name_and_a_password_by_keyboard_alone() -> None:
    async with playing(desk_with_sophie(), SignInScreen()) as play:
        await play.types("Sophie Roy")
        await play.press("enter")
        await play.types(PASSWORD)
        assert PASSWORD not in play.seen
        await play.press("enter")
        assert play.ended == SignedIn(Actor("Sophie Roy", Role.AGENT), is_new=True)


async def test_a_wrong_password_is_said_in_place_and_the_name_stays() -> None:
    async with playing(desk_with_sophie(), SignInScreen()) as play:
        await play.types("Sophie Roy")
        await play.press("enter", "x", "enter")
        assert play.sees("problem.sign-in.refused")
        assert "Sophie Roy" in play.seen
        assert play.app.focused is play.app.screen.query_one("#password")
        await play.types(PASSWORD)
        assert not play.sees("problem.sign-in.refused")
        await play.press("enter")
        assert isinstance(play.ended, SignedIn)


async def test_the_error_changes_its_language_and_what_was_typed_stays() -> None:
    async with playing(desk_with_sophie(), SignInScreen()) as play:
        await play.types("Nobody")
        await play.press("enter", "x", "enter", "f2")
        assert play.app.say.language == "en"
        assert play.sees("problem.sign-in.refused")
        assert "Nobody" in play.seen


async def test_escape_leaves() -> None:
    async with playing(fake_desk(), SignInScreen()) as play:
        await play.press("escape")
        assert play.ended == Quit()


async def test_what_is_left_empty_is_asked_for_beside_its_field_and_counts_as_no_attempt() -> None:
    desk = desk_with_sophie()
    async with playing(desk, SignInScreen()) as play:
        await play.press("tab", "enter")
        assert play.sees("sign-in.no-name")
        assert play.app.focused is play.app.screen.query_one("#name")
        await play.types("Sophie Roy")
        assert not play.sees("sign-in.no-name")
        await play.press("enter", "enter")
        assert play.sees("sign-in.no-password")
    assert desk.operators.all()[0].attempts.failures == 0
