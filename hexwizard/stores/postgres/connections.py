"""The connections of one wizard: psycopg's pool, which reconnects with back-off, and a question asked again.

A question changes nothing, so one that was cut off is asked anew for as long as a person waits; an act never is. That
patience is one for each outage: once it is over, whatever is asked is refused at once, until the server is back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

from hexwizard.stores.postgres.address import Place
from hexwizard.stores.postgres.failures import DATABASE_ERRORS, is_gone, server_problem

Row: TypeAlias = tuple[Any, ...]
Value = TypeVar("Value")

PATIENCE = 5.0
WATCHED_PATIENCE = 1.0
_PREPARED = 2
_RECONNECT_SECONDS = 5.0
_IDLE_SECONDS = 120
_LONGEST_PAUSE = 1.0
_SHORTEST_WAIT = 0.05

for _name in ("psycopg", "psycopg.pool"):  # what they warn of is told as problems; on a screen it would be noise
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


class Connections:
    """A pool that opens connections as they are wanted, `most` at once. May be used from any thread."""

    def __init__(self, place: Place, lock_timeout: float, patience: float = PATIENCE, most: int = 4) -> None:
        self.shown = place.shown
        self.patience = patience
        self.lock_timeout = lock_timeout
        self._conninfo = place.conninfo
        self._away_since: float | None = None
        settings = {
            "lock_timeout": f"{round(lock_timeout * 1000)}",
            "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS * 1000}",  # a wizard that sleeps holds up nobody
            "tcp_keepalives_idle": "10",
            "tcp_keepalives_interval": "5",
            "tcp_keepalives_count": "3",
        }

        def configure(connection: Connection[Row]) -> None:
            connection.prepare_threshold = _PREPARED
            connection.execute(
                "SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS setting (name, value)",
                (list(settings), list(settings.values())),
            )

        self._spare: list[Connection[Row]] = []  # the way through the pool would take a tenth of a look-up
        self._pool: ConnectionPool[Connection[Row]] = ConnectionPool(
            place.conninfo,
            kwargs={"autocommit": True},
            configure=configure,
            min_size=1,
            max_size=most,
            timeout=patience,
            reconnect_timeout=_RECONNECT_SECONDS,
            open=True,
        )

    def ask(self, sql: str, parameters: Sequence[object] = (), *, prepare: bool | None = None) -> list[Row]:
        """The rows that one question gives, in a snapshot of its own. Raises `StoreUnusable`.

        Written out, and not in terms of `patiently`: this is what every look-up goes through.
        """
        try:
            return self._asked(sql, parameters, prepare)
        except DATABASE_ERRORS as error:
            if not is_gone(error):
                raise server_problem(error, self.shown, self.lock_timeout) from error
        return self.patiently(lambda: self._asked(sql, parameters, prepare))

    def _asked(self, sql: str, parameters: Sequence[object], prepare: bool | None) -> list[Row]:
        connection = self.take()
        try:
            rows = connection.execute(sql, parameters, prepare=prepare).fetchall()
        except BaseException:
            self._pool.putconn(connection)
            raise
        if self._spare:
            self._pool.putconn(connection)
        else:
            self._spare.append(connection)
        return rows

    def patiently(
        self, work: Callable[[], Value], patience: float | None = None, also: tuple[type[Exception], ...] = ()
    ) -> Value:
        """Do what changes nothing, and again with back-off while the server is away, for `patience` seconds.

        Errors of the kinds `also` are waited out as well. Raises `StoreUnusable`.
        """
        limit = self._left() if patience is None else patience
        deadline, pause = 0.0, 0.05
        while True:
            try:
                return work()
            except DATABASE_ERRORS as error:
                deadline = deadline or time.monotonic() + limit
                if not (is_gone(error) or isinstance(error, also)) or time.monotonic() + pause > deadline:
                    raise server_problem(error, self.shown, self.lock_timeout) from error
            self._pool.check()  # whatever else broke is replaced before it is handed out
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    @contextmanager
    def lent(self) -> Iterator[Connection[Row]]:
        """A connection, given back in whatever state: a transaction left open is rolled back."""
        connection = self.take()
        try:
            yield connection
        finally:
            self.give_back(connection)

    def take(self) -> Connection[Row]:
        """A connection that must be given back. Errors of psycopg pass."""
        try:
            return self._spare.pop()
        except IndexError:
            return self._pool.getconn(max(_SHORTEST_WAIT, self._left()))

    def give_back(self, connection: Connection[Row]) -> None:
        """Give back what was taken. The pool looks after one that is not as it was: it takes a thread for that."""
        if not self._spare and connection.pgconn.transaction_status == TransactionStatus.IDLE:
            self._spare.append(connection)
        else:
            self._pool.putconn(connection)

    def open_beside(self) -> Connection[Row]:
        """A connection beside those, which the caller closes. Errors of psycopg pass."""
        return psycopg.connect(self._conninfo, autocommit=True)

    def be_watched(self) -> None:
        """Somebody is told when the server goes and comes, and need not be kept waiting for long."""
        self.patience = min(self.patience, WATCHED_PATIENCE)

    def note_away(self) -> None:
        """The server cannot be reached: the patience with it runs from the first time that this is said."""
        if self._away_since is None:
            self._away_since = time.monotonic()

    def note_back(self) -> None:
        """The server can be reached."""
        self._away_since = None

    def _left(self) -> float:
        """The seconds for which one is still patient."""
        since = self._away_since
        return self.patience if since is None else max(0.0, self.patience - (time.monotonic() - since))

    def close(self) -> None:
        """Close them all."""
        while self._spare:
            self._pool.putconn(self._spare.pop())
        self._pool.close()
