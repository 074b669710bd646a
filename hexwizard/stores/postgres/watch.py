"""An eye on a server: every act notifies, in its own transaction (LISTEN and NOTIFY of PostgreSQL).

It has a connection of its own, so it is the first to know that the server went away, and tells `Connections`.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event

from psycopg import Connection

from hexwizard.stores.file.watch import Pause
from hexwizard.stores.postgres.connections import Connections, Row
from hexwizard.stores.postgres.failures import DATABASE_ERRORS
from hexwizard.stores.postgres.writes import CHANNEL
from hexwizard.stores.protocol import Sign

SLICE_SECONDS = 0.2  # how late it may notice that nobody wants to know any more
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0


class ServerWatch:
    """Listens, and connects again with back-off, each wizard at moments of its own (`Watch`)."""

    def __init__(
        self, connections: Connections, pause: Pause | None = None, chance: Callable[[], float] = random.random
    ) -> None:
        self._connections = connections
        self._closed = Event()
        self._pause = pause or self._closed.wait
        self._chance = chance
        self._connection: Connection[Row] | None = None
        self._next_pause = 0.0

    def wait(self, seconds: float) -> Sign:
        """Wait until something was committed since the answer before, for `seconds` at most."""
        try:
            if self._connection is None:
                return self._begin_to_listen()
            return self._listen(self._connection, seconds)
        except DATABASE_ERRORS:
            self._let_go()
            self._connections.note_away()
            self._next_pause = min(max(FIRST_PAUSE, 2 * self._next_pause), LONGEST_PAUSE)
            return Sign.AWAY

    def close(self) -> None:
        """A `wait` under way comes back within a slice."""
        self._closed.set()

    def _begin_to_listen(self) -> Sign:
        """Connect. What was committed before one listens again, nobody was told: so it counts as a change."""
        if self._next_pause and self._pause(self._next_pause * (0.5 + self._chance() / 2)):
            return Sign.QUIET
        self._connection = self._connections.open_beside()
        self._connection.execute(f"LISTEN {CHANNEL}".encode())
        self._connections.note_back()
        self._next_pause = 0.0
        return Sign.CHANGED

    def _listen(self, connection: Connection[Row], seconds: float) -> Sign:
        until = time.monotonic() + seconds
        while not self._closed.is_set():
            told = list(connection.notifies(timeout=SLICE_SECONDS, stop_after=1))
            if told:
                list(connection.notifies(timeout=0))  # several acts at once are one change
                return Sign.CHANGED
            if time.monotonic() >= until:
                return Sign.QUIET
        self._let_go()
        return Sign.QUIET

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(*DATABASE_ERRORS):
                self._connection.close()
            self._connection = None
