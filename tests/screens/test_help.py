"""F1 on any screen."""

import pytest

from hexwizard.screens.help import HelpScreen
from hexwizard.screens.home import HomeScreen
from tests.screens.fakes import fake_desk
from tests.screens.people import AGENT, CLIENTS
from tests.screens.stage import UNFINISHED, playing


@pytest.mark.parametrize("key", ["escape", "enter", "f1"])
async def test_f1_explains_the_screen_and_any_of_three_keys_leads_back(key: str) -> None:
    async with playing(fake_desk(*CLIENTS), HomeScreen(), AGENT, size=(120, 40)) as play:
        await play.press("f1")
        assert type(play.app.screen) is HelpScreen
        assert play.sees("help.key.escape")
        await play.press("f2")
        assert play.sees("help.key.escape")
        await play.press(key)
        assert [type(one).__name__ for one in play.app.screen_stack][1:] == ["HomeScreen"]
        assert play.ended is UNFINISHED
