"""A store that lets a call wait: the screen says so instead of standing still, and the call opens all the same."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from hexwizard.desk.actor import Actor
from hexwizard.desk.case import Case
from hexwizard.desk.cases import Cases
from hexwizard.stores.protocol import StoreUnusable
from tests.calls.agent import signed_in

EMAIL = "alain.sirois@hotmail.com"
OPENING = "Ouverture de l’appel"


async def until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


@pytest.mark.parametrize("answers", [True, False])
async def test_the_agent_is_told_that_the_call_is_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    answered = threading.Event()
    opened = Cases.open

    def slow(cases: Cases, actor: Actor, draft: Case) -> Case:
        answered.wait(20)
        monkeypatch.undo()
        if not answers:
            raise StoreUnusable("problem.server.away", path="desk")
        return opened(cases, actor, draft)

    async with signed_in(tmp_path) as agent:
        await agent.presses("n")
        await agent.types(EMAIL)
        monkeypatch.setattr(Cases, "open", slow)
        await agent.presses_at_once("enter")
        await until(lambda: OPENING in agent.shown())
        answered.set()
        await until(lambda: OPENING not in agent.shown())
        await agent.waits()
        if not answers:
            agent.sees(EMAIL)  # what was typed stands where it was
            await agent.presses("enter")
        await agent.presses("i")
        agent.sees("Alain Sirois")
        assert len(agent.desk.cases.all()) == 1
