"""How the wizard follows a long read, and stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hexwizard.accounts.problems import Problem

Progress: TypeAlias = Callable[[int, int], None]
"""Is told the bytes read and the bytes there are (0 where the source cannot tell)."""

Cancelled: TypeAlias = Callable[[], bool]
"""True once the reader should stop."""

EVERY = 1024
"""Lines or records between two looks: a few milliseconds."""


class ImportCancelled(Problem):
    """The agent stopped the import. Nothing was changed."""


class Watch:
    """The two callbacks together, either of which may be missing."""

    def __init__(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def look(self, done: int, total: int) -> None:
        """Report, and raise `ImportCancelled` where the agent asked for it."""
        self.pause()
        if self._progress is not None:
            self._progress(done, total)

    def pause(self) -> None:
        """Raise `ImportCancelled` where the agent asked for it."""
        if self._cancelled is not None and self._cancelled():
            raise ImportCancelled("import.cancelled")
