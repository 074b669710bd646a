"""A line that says how far a long work is, where a person sits at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hexwizard.desk.clock import Clock
from hexwizard.desk.import_pace import Pace
from hexwizard.desk.imports import ImportProgress, Stage
from hexwizard.locale.words import Words

_BAR = 24
_WIPE = "\r\x1b[K"


@contextmanager
def import_line(clock: Clock, say: Words) -> Iterator[ImportProgress | None]:
    """What tells an import's progress on standard error, wiped at the end; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    pace = Pace(clock)

    def tell(stage: Stage, done: int, total: int) -> None:
        filled = _BAR * done // total if total else 0
        line = f"{'█' * filled}{'░' * (_BAR - filled)} {say.render(pace.told(stage, done, total))}"
        print(f"{_WIPE}{line}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(_WIPE, end="", file=sys.stderr, flush=True)
