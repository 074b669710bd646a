"""A connection that is lost at a chosen moment of an act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, cast

from psycopg import Connection, OperationalError

from hexwizard.stores.postgres.transaction import ServerTransaction
from hexwizard.stores.protocol import Transaction
from tests.stores.servers import Server


class Moment(StrEnum):
    """When: before anything was written, before the commit, or after it and before its answer came."""

    UNWRITTEN = "unwritten"
    UNCOMMITTED = "uncommitted"
    UNANSWERED = "unanswered"


class Severed:
    """Stands in for the connection of a transaction; the server ends the session when the moment has come."""

    def __init__(self, connection: Connection[Any], server: Server, moment: Moment) -> None:
        self._connection = connection
        self._server = server
        self._moment = moment
        self._pipeline: Any = None

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        if self._moment is Moment.UNWRITTEN:
            self._cut()
        with self._connection.pipeline() as self._pipeline:
            yield

    def execute(self, sql: str, parameters: Any = None, **named: Any) -> object:  # noqa: ANN401 - whatever it takes
        if sql != "COMMIT":
            return self._connection.execute(sql, parameters, **named)
        if self._moment is Moment.UNCOMMITTED:
            self._pipeline.sync()
            self._cut()
        self._connection.execute(sql)
        self._pipeline.sync()
        self._cut()
        raise OperationalError("the answer was lost")

    def _cut(self) -> None:
        process = self._connection.info.backend_pid
        with self._server.connected() as owner:
            owner.execute("SELECT pg_terminate_backend(%s, 10000)", (process,))


def sever(act: Transaction, server: Server, moment: Moment) -> None:
    """Have the connection of `act` cut at `moment` of its commit."""
    transaction = cast("ServerTransaction", act)
    transaction._connection = cast("Connection[Any]", Severed(transaction._connection, server, moment))
