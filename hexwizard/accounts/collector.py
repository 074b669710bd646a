"""Keeps Python's garbage collector out of long work on many records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles meanwhile.

    An import, or reading a file in, makes a million objects and not one cycle; searching them over and over costs up to
    a quarter of its time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
