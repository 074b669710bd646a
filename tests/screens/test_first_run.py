"""Nobody can sign in yet."""

import pytest

from hexwizard.credentials.policy import SHORTEST
from hexwizard.desk.actor import Actor, Role
from hexwizard.screens.first_run import FirstRunScreen
from hexwizard.screens.results import ImportFiles, OpenDemo, Quit, SignedIn
from tests.screens.fakes import PASSWORD, fake_desk
from tests.screens.stage import UNFINISHED, playing


async def test_the_first_administrator_is_made_and_signed_in_at_once() -> None:
    desk = fake_desk()
    async with playing(desk, FirstRunScreen()) as play:
        await play.press("enter")
        assert play.sees("first-run.policy", least=SHORTEST)
        await play.types("Luc Gagnon")
        await play.press("enter")
        await play.types(PASSWORD)
        await play.press("enter")
        await play.types(PASSWORD)
        await play.press("enter")
        assert play.ended == SignedIn(Actor("Luc Gagnon", Role.ADMIN), is_new=True)
    assert desk.operators.exist()


async def test_two_different_passwords_are_said_beside_the_second() -> None:
    async with playing(fake_desk(), FirstRunScreen()) as play:
        await play.press("1", "L", "enter", "a", "enter", "b", "enter")
        assert play.sees("first-run.mismatch")
        assert play.app.focused is play.app.screen.query_one("#again")
        assert play.ended is UNFINISHED


async def test_a_short_password_is_said_beside_it_and_the_name_stays() -> None:
    async with playing(fake_desk(), FirstRunScreen()) as play:
        await play.press("1", "L", "enter", "a", "enter", "a", "enter")
        assert play.sees("problem.password.short", least=SHORTEST)
        assert play.app.focused is play.app.screen.query_one("#password")


@pytest.mark.parametrize(("key", "ended"), [("2", ImportFiles()), ("3", OpenDemo()), ("escape", Quit())])
async def test_the_other_ways(key: str, ended: object) -> None:
    async with playing(fake_desk(), FirstRunScreen()) as play:
        await play.press(key)
        assert play.ended == ended


async def test_by_mouse_and_escape_leads_back_from_the_form() -> None:
    async with playing(fake_desk(), FirstRunScreen()) as play:
        await play.clicks("#ways", (6, 0))
        assert play.sees("first-run.name")
        await play.press("escape")
        assert play.sees("first-run.demo")
        assert play.ended is UNFINISHED
