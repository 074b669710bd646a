"""How the tests lose no time: looking for rest and for garbage as often as it tells something."""

from __future__ import annotations

import gc
from asyncio import sleep
from time import monotonic, process_time
from typing import Final

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app

LOOK_SECONDS: Final = 0.002
RESTING: Final = 0.25
PAINTING_SECONDS: Final = 0.004
GARBAGE_EVERY: Final = 10_000


def look_closer() -> None:
    """Textual's pilot sleeps 20 ms at a time until the process rests, thrice a key: more than the key itself takes."""
    vars(textual.screen)["UPDATE_PERIOD"] = PAINTING_SECONDS
    for waiting in (textual.app, textual.pilot):
        vars(waiting)["wait_for_idle"] = until_at_rest


async def until_at_rest(min_sleep: float = LOOK_SECONDS, max_sleep: float = 1) -> None:
    """Until nothing is ready to run, no thread is at work and nothing waits to be painted; `max_sleep` seconds at most.

    Whatever is ready has its turn before a sleep ends, however short it is; a thread at work shows in the time that the
    process takes meanwhile.
    """
    began = monotonic()
    while (past := monotonic() - began) < max_sleep:
        taken = process_time()
        await sleep(LOOK_SECONDS)
        if past >= min_sleep and process_time() - taken < LOOK_SECONDS * RESTING and not _is_to_be_painted():
            return


def _is_to_be_painted() -> bool:
    app = active_app.get(None)
    if app is None or not app.screen_stack:
        return False
    return app._resize_timer is not None or app.screen._update_timer._active.is_set()


def leave_alone_what_stays() -> None:
    """Thousands of collected tests are no garbage: going through them time and again took a quarter of a call."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
