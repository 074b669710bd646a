"""A new operator."""

from textual.widgets import Input

from hexwizard.screens.operator_form import OperatorFormScreen
from tests.screens.fakes import PASSWORD, fake_desk, hire
from tests.screens.people import ADMIN
from tests.screens.stage import playing


async def test_a_name_that_is_taken_is_said_beside_the_name_and_no_password_is_typed_again() -> None:
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, OperatorFormScreen(None), ADMIN) as play:
        for field, text in (("#name", ADMIN.name), ("#new", PASSWORD), ("#again", PASSWORD)):
            play.app.screen.query_one(field, Input).value = text
        play.app.screen.query_one("#again").focus()
        await play.press("enter")
        assert play.sees("problem.operator.exists", name=ADMIN.name)
        assert play.app.focused is play.app.screen.query_one("#name")
        assert play.app.screen.query_one("#again", Input).value == PASSWORD
