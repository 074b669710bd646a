"""A whole call, from the phone ringing to the copied ticket: by keys alone, and by mouse alone."""

from __future__ import annotations

from pathlib import Path

from textual import events

from hexwizard.desk.case import CaseState, Outcome
from hexwizard.widgets.case_bar import CaseBar
from tests.calls.agent import signed_in


async def test_by_mouse_alone_but_for_what_the_client_types(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.clicks_on("n   Nouvel appel")
        assert agent.app.focused is not None
        agent.app.focused.post_message(events.Paste("alain.sirois@hotmail.com"))
        await agent.waits()
        await agent.clicks_on("Continuer")
        await agent.clicks_on("Invalid User/password")
        assert agent.screen() == "PrimaryEmailScreen"
        await agent.clicks_on("Entrer avec le nom")
        await agent.clicks_on("t Essayer")
        await agent.clicks_on("Ça marche")
        assert agent.screen() == "AnsweredScreen"
        await agent.clicks_on("c Copier")
        assert "alain_sirois" in agent.app.clipboard
        await agent.clicks_on("o Oui")
        case = agent.desk.cases.all()[0]
        assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.SOLVED)


async def test_by_keys_alone(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.presses("n")
        await agent.presses_each("alain.sirois@hotmail.com")
        await agent.presses("enter", "i", "1", "enter", "o", "c")
        assert "alain_sirois" in agent.app.clipboard
        await agent.presses("o")
        case = agent.desk.cases.all()[0]
        assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.SOLVED)


async def test_a_click_on_what_was_just_taken_away_does_nothing(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        screen = agent.app.screen
        bar = screen.query_one(CaseBar)
        at_home = bar.parent
        assert at_home is not None
        assert screen.get_widget_and_offset_at(2, 0)[0] is bar
        bar._detach()  # as Textual does when a part goes, some time before it is painted away
        found = screen.get_widget_and_offset_at(2, 0)
        bar._attach(at_home)
        assert found == (None, None)
