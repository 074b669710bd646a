"""How the tests lose no time: looking for rest and for garbage as often as it tells something."""

from __future__ import annotations

import gc
from typing import Final

from textual import _wait

LOOK_SECONDS: Final = 0.002
RESTING: Final = 0.25
GARBAGE_EVERY: Final = 10_000


def look_closer() -> None:
    """Textual's pilot sleeps 20 ms at a time until the process rests, thrice a key; a tenth tells as much.

    Whatever is ready has had its turn when a sleep ends, however short it was; a thread at work shows in the time that
    the process takes meanwhile.
    """
    _wait.SLEEP_GRANULARITY = LOOK_SECONDS
    _wait.SLEEP_IDLE = LOOK_SECONDS * RESTING


def leave_alone_what_stays() -> None:
    """Thousands of collected tests are no garbage: going through them time and again took a quarter of a call."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
