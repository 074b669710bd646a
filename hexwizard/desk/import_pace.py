"""How far an import is, in words: the stage, how much of it is done, how long it will still take."""

from __future__ import annotations

from datetime import datetime

from hexwizard.desk.clock import Clock
from hexwizard.desk.imports import Stage
from hexwizard.desk.time_left import time_left
from hexwizard.locale.message import Message, say


class Pace:
    """Each stage has a pace of its own, counted from when it was first heard of."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stage: Stage | None = None
        self._began: datetime | None = None

    def told(self, stage: Stage, done: int, total: int) -> Message:
        """The line for `done` of `total`; what is left is told once the pace is known."""
        now = self._clock()
        if stage is not self._stage or self._began is None:
            self._stage, self._began = stage, now
        if not total:
            return say("import.opening")
        if done >= total:
            return say("import.checking" if stage is Stage.READING else "import.sealing")
        percent = 100 * done // total
        left = time_left(now - self._began, done, total)
        if left is None:
            return say(f"import.stage.{stage}", percent=percent)
        return say(f"import.stage.{stage}.left", percent=percent, left=left)
