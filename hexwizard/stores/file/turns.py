"""Long work in a thread, in turns with the thread that paints."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_AT_A_TIME: Final = 50
"""Records: some two thousandths of a second's work."""
_WAITED: Final = 0.0002
"""Seconds: nobody else was at work where our turn comes back sooner."""
_REST: Final = 0.005
"""Seconds: as long as a key takes to be painted."""

Item = TypeVar("Item")


def in_turns(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; whenever another thread turns out to be at work, it is left alone for a moment.

    Python's own turns are too short for it: a key is painted in a dozen, and waited for its turn before each.
    """
    for count, item in enumerate(items):
        if count % _AT_A_TIME == 0:
            began = time.perf_counter()
            time.sleep(0)
            if time.perf_counter() - began > _WAITED:
                time.sleep(_REST)
        yield item
