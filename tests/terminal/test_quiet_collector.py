"""A key never waits for Python's search for garbage, and a day's calls leave none behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from hexwizard.app import HexwizardApp
from hexwizard.terminal.quiet_collector import QUIET_SECONDS, QuietCollector
from tests.calls.agent import signed_in
from tests.desks import demo_desk


@pytest.fixture(autouse=True)
def python_as_it_was() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.enable()


class Paused:
    """An app's timers, which here go off only when they are told to."""

    def __init__(self, app: App[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.waiting: list[tuple[float, Callable[[], None]]] = []
        self.began_again = 0
        monkeypatch.setattr(app, "set_timer", self._set)

    def _set(self, delay: float, then: Callable[[], None]) -> Paused:
        self.waiting.append((delay, then))
        return self

    def stop(self) -> None:
        self.waiting.pop()

    def reset(self) -> None:
        self.began_again += 1


async def test_it_searches_once_the_last_of_several_screens_has_stood_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, searched = App[None](), list[bool]()
    collector = QuietCollector(lambda: searched.append(True))
    async with app.run_test():
        collector.watch(app)
        await app.push_screen(Screen[None]())
        timers = Paused(app, monkeypatch)
        await app.push_screen(Screen[None]())
        assert not timers.waiting, "the wizard is still starting"
        collector.begin()
        for _ in range(3):
            await app.push_screen(Screen[None]())
        [(delay, search)] = timers.waiting
        assert delay == QUIET_SECONDS
        assert not searched
        search()
        assert searched == [True]


async def test_a_key_puts_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    collector = QuietCollector(lambda: None)
    collector.begin()
    with demo_desk(tmp_path) as desk:
        app = HexwizardApp(desk, language="fr", collector=collector)
        timers = Paused(app, monkeypatch)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert timers.waiting
            await pilot.press("n", "a")
            assert timers.began_again == 2


def test_what_the_start_has_made_is_never_searched() -> None:
    gc.disable()
    frozen = gc.get_freeze_count()
    made = [[one] for one in range(1_000)]
    QuietCollector().begin()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= frozen + len(made)


async def test_screens_that_went_leave_nothing_of_what_they_painted(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call("alain.sirois@hotmail.com", "i")

        async def painted_after_walks(count: int) -> int:
            for _ in range(count):
                await agent.presses("enter", "escape")
            gc.collect()
            return sum(isinstance(one, Strip) for one in gc.get_objects())

        before = await painted_after_walks(2)
        assert await painted_after_walks(4) < before * 1.2
