"""The client's phone on the screen of a call: made when it is taken, and never made anew under the agent's hands."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from hexwizard.widgets.phone import PhonePane
from tests.calls.agent import signed_in


async def test_what_was_typed_on_it_outlasts_another_language(tmp_path: Path) -> None:
    async with signed_in(tmp_path, size=(120, 40)) as agent:
        await agent.takes_the_call("alain.sirois@hotmail.com", "i")
        await agent.presses("enter")
        await agent.presses("p")
        await agent.types("sept hiboux")
        await agent.presses("f2")
        screen = agent.app.screen
        assert screen.query_one("#phone-password", Input).value == "sept hiboux"
        agent.sees("Password")
        agent.does_not_see("Mot de passe")
        assert screen.query_one(PhonePane).has_focus_within


async def test_taken_twice_in_haste_it_is_one_phone(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call("alain.sirois@hotmail.com", "i")
        await agent.presses("enter")
        await agent.presses_each("p")
        await agent.presses("escape")
        await agent.presses_each("pp")
        assert len(agent.app.screen.query(PhonePane)) == 1
