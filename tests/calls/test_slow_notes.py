"""A store that takes its time over a note: what is typed meanwhile is kept, whatever the agent does next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from hexwizard.desk.actor import Actor
from hexwizard.desk.case import Case
from hexwizard.desk.cases import Cases
from tests.calls.agent import Agent, signed_in
from tests.calls.test_slow_sign_in import until

TYPED = "lit deux fois le message"


class SlowStore:
    """Begins to keep the first note, and goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_at_it, self.may_go_on = Event(), Event()
        keep: Callable[..., Case] = Cases.keep

        def slow(cases: Cases, actor: Actor, case: Case, seen: Case | None = None) -> Case:
            if case.notes and not self.is_at_it.is_set():
                self.is_at_it.set()
                assert self.may_go_on.wait(30)
            return keep(cases, actor, case, seen)

        monkeypatch.setattr(Cases, "keep", slow)


async def types_on(agent: Agent, store: SlowStore) -> None:
    """The store is still at the first letter when the last one has been typed."""
    await agent.presses_at_once(TYPED[0])
    await until(store.is_at_it.is_set)
    for sign in TYPED[1:]:
        await agent.presses_at_once("space" if sign == " " else sign)


async def in_the_note(agent: Agent) -> None:
    await agent.takes_the_call("alain.sirois@hotmail.com", "i")
    await agent.presses("f3")


async def in_section_6(agent: Agent) -> None:
    await agent.takes_the_call("alain.sirois@hotmail.com", "i")
    await agent.clicks_on("Toujours impossible")
    agent.app.screen.query(Input).first().focus()
    await agent.waits()


@pytest.mark.parametrize("typing", [in_the_note, in_section_6])
async def test_who_goes_on_at_once_loses_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typing: Callable[[Agent], Awaitable[None]]
) -> None:
    async with signed_in(tmp_path, size=(120, 40)) as agent:
        await typing(agent)
        store, screen = SlowStore(monkeypatch), agent.app.screen
        await types_on(agent, store)
        while agent.app.screen is screen:
            await agent.presses_at_once("escape")
        store.may_go_on.set()
        await agent.waits()
        agent.sees(TYPED)
        assert agent.desk.cases.all()[0].notes == TYPED


@pytest.mark.parametrize("typing", [in_the_note, in_section_6])
async def test_who_leaves_the_wizard_at_once_loses_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typing: Callable[[Agent], Awaitable[None]]
) -> None:
    async with signed_in(tmp_path, size=(120, 40)) as agent:
        await typing(agent)
        store = SlowStore(monkeypatch)
        await types_on(agent, store)
        leaving = asyncio.ensure_future(agent.presses_at_once("ctrl+q"))
        await asyncio.sleep(0)
        store.may_go_on.set()
        await leaving
        await until(lambda: not agent.app.is_running)
        assert agent.desk.cases.all()[0].notes == TYPED
