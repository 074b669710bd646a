"""How long a long work will still take, as one would say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

_LEAST_SPENT: Final = timedelta(seconds=1)
"""Before that the pace is mere chance."""
_STEPS: Final = ((10, 1), (60, 5))
"""Up to so many seconds, in steps of so many; above, in whole minutes."""


def time_left(spent: timedelta, done: int, total: int) -> timedelta | None:
    """What is left at the pace so far, rounded up: whole seconds up to ten, fives up to a minute, then whole minutes.

    None while too little is known to say anything.
    """
    if done <= 0 or spent < _LEAST_SPENT:
        return None
    seconds = max(0.0, spent.total_seconds() * (total - done) / done)
    step = next((step for most, step in _STEPS if seconds <= most), 60)
    return timedelta(seconds=-int(-seconds // step) * step)
