"""The tour: once for each operator, never in the way, and nothing left of it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.operator import Operator
from hexwizard.screens.tour import STEPS
from hexwizard.stores.protocol import Table
from tests.calls.agent import Agent
from tests.desks import demo_desk


async def test_who_signs_in_for_the_first_time_is_shown_around_and_nothing_is_left_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    with demo_desk(tmp_path) as desk:
        with desk.services.store.transaction() as transaction:
            nadia = transaction.get(Table.OPERATORS, "nadia", Operator)
            assert nadia is not None
            transaction.put(Table.OPERATORS, "nadia", replace(nadia, toured_at=None))
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            await agent.signs_in("nadia")
            for at, step in enumerate(STEPS, 1):
                await agent.waits_for(f"Visite · {at} de {len(STEPS)}")
                agent.sees(app.say(f"tour.step.{step.name}")[:30])
                assert len(app.screen_stack) == 3
                await agent.presses("enter")
            await agent.waits_for("Bonjour, nadia.")
            assert list(elsewhere.iterdir()) == []
            await agent.presses("ctrl+o")
            await agent.signs_in("nadia")
            agent.sees("Bonjour, nadia.")
        assert desk.cases.all() == ()


def test_an_operator_is_new_here_until_the_tour_was_taken_or_passed_over(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        nadia = Actor("nadia", Role.AGENT, desk.services.clock())
        with desk.services.store.transaction() as transaction:
            transaction.put(Table.OPERATORS, "nadia", Operator("nadia", Role.AGENT, "", desk.services.clock()))
        assert desk.operators.is_new_here(nadia)
        desk.operators.note_tour(nadia)
        assert not desk.operators.is_new_here(nadia)
        assert not desk.operators.is_new_here(Actor("nobody", Role.AGENT))
