"""How the tests lose no time: looking for rest and for garbage as often as it tells something, reading styles once."""

from __future__ import annotations

import gc
from asyncio import get_running_loop, sleep
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, process_time
from typing import Final

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

LOOK_SECONDS: Final = 0.002
RESTING: Final = 0.25
PAINTING_SECONDS: Final = 0.004
HELD_SECONDS: Final = 0.1
GARBAGE_EVERY: Final = 10_000


def look_closer() -> None:
    """Textual's pilot sleeps 20 ms at a time until the process rests, thrice a key: more than the key itself takes."""
    vars(textual.screen)["UPDATE_PERIOD"] = PAINTING_SECONDS
    for waiting in (textual.app, textual.pilot):
        vars(waiting)["wait_for_idle"] = until_at_rest


async def until_at_rest(min_sleep: float = LOOK_SECONDS, max_sleep: float = 1) -> None:
    """Until nothing is ready to run, no thread is at work and nothing waits to be painted; `max_sleep` seconds at most.

    Whatever is ready has its turn before a sleep ends, however short it is. A thread of the loop's is waited for until
    it seems to be held on purpose; another one shows in the time that the process takes meanwhile.
    """
    began = monotonic()
    while (past := monotonic() - began) < max_sleep:
        taken = process_time()
        await sleep(LOOK_SECONDS)
        rests = process_time() - taken < LOOK_SECONDS * RESTING and not _is_to_be_painted()
        if past >= min_sleep and rests and (past > HELD_SECONDS or not _has_threads_at_work()):
            return


def _has_threads_at_work() -> bool:
    executor = vars(get_running_loop()).get("_default_executor")
    return isinstance(executor, ThreadPoolExecutor) and executor._idle_semaphore._value < len(executor._threads)


def _is_to_be_painted() -> bool:
    app = active_app.get(None)
    if app is None or not app.screen_stack:
        return False
    return app._resize_timer is not None or app.screen._update_timer._active.is_set()


def read_styles_once() -> None:
    """Every wizard that is opened reads the same styles, and all of them again for a screen that brings its own."""
    read = Stylesheet._parse_rules
    known: dict[tuple[object, ...], list[RuleSet]] = {}

    def read_once(sheet: Stylesheet, css: str, **how: object) -> list[RuleSet]:
        key = (css, frozenset(how.items()), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, css, **how)  # type: ignore[arg-type]
        return known[key]

    Stylesheet._parse_rules = read_once  # type: ignore[method-assign,assignment]


def leave_alone_what_stays() -> None:
    """Thousands of collected tests are no garbage: going through them time and again took a quarter of a call."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
