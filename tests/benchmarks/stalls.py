"""How long the screen stands still while argon2 or the account file is at work: a frame at the most."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from threading import Event

from textual.widgets import Input

from hexwizard.app import HexwizardApp
from hexwizard.commands.wizard import TURN_SECONDS
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.credentials.polite import PoliteHasher
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.quiet_collector import QuietCollector
from tests.benchmarks.figures import Figure
from tests.benchmarks.sample import NOW, PASSWORD, large_file

FRAME = 0.016


def figures(folder: Path) -> Iterator[Figure]:
    large, _ = large_file(folder)
    hasher = PoliteHasher(Argon2Hasher())
    desk = Desk(Services(open_file(large, clock=lambda: NOW), clock=lambda: NOW, hasher=hasher))
    yield Figure(
        "the longest stall of the screen during a sign-in",
        "a frame of 16 ms",
        1.0,
        lambda: _as_in_the_wizard(partial(_longest_stall, desk)),
        lambda: FRAME,
        7,
    )
    yield Figure(
        "the longest stall while a file of 100,000 is opened",
        "a frame of 16 ms",
        1.0,
        lambda: _as_in_the_wizard(partial(_longest_stall_of_opening, large)),
        lambda: FRAME,
        7,
    )


def _as_in_the_wizard(stall: Callable[[QuietCollector], Coroutine[None, None, float]]) -> float:
    """Threads take turns as they do there; Python's search for garbage is put off until its collector begins."""
    before, threshold = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(TURN_SECONDS)
    gc.collect()
    gc.disable()
    try:
        return asyncio.run(stall(QuietCollector()))
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*threshold)
        gc.enable()
        gc.unfreeze()


async def _latest(is_over: Callable[[], bool]) -> float:
    """Seconds by which a tick of a millisecond came late at the worst, but for the one in which it ended: the next
    screen is built then.
    """
    worst = 0.0
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        late = time.perf_counter() - before - 0.001
        if is_over():
            return worst
        worst = max(worst, late)


async def _longest_stall_of_opening(path: Path, collector: QuietCollector) -> float:
    """Seconds by which the event loop came late, at worst, while the file is opened behind the sign-in."""
    may_open, is_asked = Event(), Event()

    def opened() -> Desk:
        is_asked.set()
        may_open.wait()
        return Desk(Services(open_file(path, clock=lambda: NOW), clock=lambda: NOW))

    late = LateDesk(opened)
    late.when_done(collector.begin)
    app = HexwizardApp(late, language="fr", collector=collector)
    async with app.run_test(notifications=True) as pilot:
        while not is_asked.is_set():  # by the wizard itself, once its first screen has been painted
            await pilot.pause(0.01)
        may_open.set()
        worst = await _latest(lambda: late.is_open)
    late.desk.services.store.close()
    return worst


async def _longest_stall(desk: Desk, collector: QuietCollector) -> float:
    """Seconds by which the event loop came late, at worst, while the operator's password is verified."""
    collector.begin()
    app = HexwizardApp(desk, language="fr", collector=collector)
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(*"nadia", "enter")
        field = app.focused
        assert isinstance(field, Input)
        field.value = PASSWORD
        await pilot.pause()
        field.post_message(Input.Submitted(field, PASSWORD))
        return await _latest(lambda: app.actor is not None)
