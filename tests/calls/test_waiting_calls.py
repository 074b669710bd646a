"""The demo's morning, from the agent's chair."""

from __future__ import annotations

from pathlib import Path

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo_story import read_story, tell
from tests.calls.agent import Agent
from tests.desks import demo_desk


async def test_a_call_that_waits_is_answered_and_begins_with_what_the_caller_says(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        actor = Actor("nadia", Role.AGENT, desk.services.clock())
        waiting = tell(read_story(data_path("demo", "calls.toml")), desk, actor)
        app = HexwizardApp(desk, language="fr", actor=actor, waiting=waiting)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            agent.sees("Appels en attente", "Alain Sirois")
            await agent.presses("down", "enter")
            agent.sees("Emily Watson", "It worked on my old phone.")
            await agent.presses("enter")
            agent.sees("emily.watson@gmial.com")
            await agent.presses("h")
            agent.sees("À reprendre", "Appels en attente")
            await agent.presses("f8")
            agent.sees("J’entre mon courriel", "A déjà appelé 1 fois dans les 7 derniers jours.")
