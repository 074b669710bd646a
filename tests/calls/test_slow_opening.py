"""A store that lets a call wait: the screen says so instead of standing still, and the call opens all the same."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual import events

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Case
from hexwizard.desk.cases import Cases
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo_story import read_story, tell
from hexwizard.stores.protocol import StoreUnusable
from tests.calls.agent import Agent, signed_in
from tests.desks import demo_desk

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


def held(monkeypatch: pytest.MonkeyPatch, *, answers: bool = True) -> threading.Event:
    """The next case is made, or cannot be, once the event is set that is given back."""
    may_answer = threading.Event()
    opened = Cases.open

    def slow(cases: Cases, actor: Actor, draft: Case) -> Case:
        may_answer.wait(20)
        monkeypatch.undo()
        if not answers:
            raise StoreUnusable("problem.server.away", path="desk")
        return opened(cases, actor, draft)

    monkeypatch.setattr(Cases, "open", slow)
    return may_answer


async def by_key(agent: Agent) -> None:
    await agent.presses_at_once("escape")


async def by_mouse(agent: Agent) -> None:
    line = next(at for at, shown in enumerate(agent.shown().splitlines()) if "Échap" in shown)
    column = agent.shown().splitlines()[line].index("Échap")
    for kind in (events.MouseDown, events.MouseUp):
        agent.app.post_message(kind(None, column, line, 0, 0, 1, False, False, False, screen_x=column, screen_y=line))


@pytest.mark.parametrize("leave", [by_key, by_mouse])
async def test_the_agent_need_not_wait_and_finds_the_call_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: Callable[[Agent], Awaitable[None]]
) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.presses("n")
        await agent.types(EMAIL)
        may_answer = held(monkeypatch)
        try:
            await agent.presses_at_once("enter")
            await until(lambda: OPENING in agent.shown())
            await agent.presses_at_once("n")  # typed for the screen that is not waited for any more
            await leave(agent)
            await until(lambda: agent.screen() == "HomeScreen")
        finally:
            may_answer.set()
        await agent.waits()
        assert agent.screen() == "HomeScreen"
        agent.sees("À reprendre", "Alain Sirois")
        await agent.presses("enter", "i")
        agent.sees("Alain Sirois")
        assert len(agent.desk.cases.all()) == 1


async def test_a_call_that_nobody_waited_for_and_that_could_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.presses("n")
        await agent.types(EMAIL)
        may_answer = held(monkeypatch, answers=False)
        try:
            await agent.presses_at_once("enter")
            await until(lambda: OPENING in agent.shown())
            await agent.presses_at_once("escape")
            await until(lambda: agent.screen() == "HomeScreen")
        finally:
            may_answer.set()
        await until(lambda: "ne répond pas" in agent.shown())
        assert agent.screen() == "HomeScreen"
        assert agent.desk.cases.all() == ()


async def test_a_caller_who_was_answered_without_waiting_is_on_the_line_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with demo_desk(tmp_path) as desk:
        actor = Actor("nadia", Role.AGENT, desk.services.clock())
        waiting = tell(read_story(data_path("demo", "calls.toml")), desk, actor)
        app = HexwizardApp(desk, language="fr", actor=actor, waiting=waiting)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            may_answer = held(monkeypatch)
            try:
                await agent.presses_at_once("f8")
                await until(lambda: OPENING in agent.shown())
                await agent.presses_at_once("escape")
                await until(lambda: agent.screen() == "HomeScreen")
            finally:
                may_answer.set()
            await agent.waits()
            agent.sees("À reprendre")
            assert app.waiting == waiting[1:]
