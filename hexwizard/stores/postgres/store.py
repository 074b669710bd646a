"""The store on a PostgreSQL server: `open_server` gives it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from uuid import UUID

from psycopg import Connection, errors

from hexwizard.stores.file.seal import Key
from hexwizard.stores.postgres.connections import Connections, Row
from hexwizard.stores.postgres.failures import DATABASE_ERRORS, WasDone, is_gone, server_problem
from hexwizard.stores.postgres.head import HEAD, read_head
from hexwizard.stores.postgres.keyring import Witness
from hexwizard.stores.postgres.marks import StoreHead
from hexwizard.stores.postgres.transaction import ServerTransaction
from hexwizard.stores.postgres.view import ServerView
from hexwizard.stores.protocol import Reader, StoreUnusable, Transaction, Watch
from hexwizard.stores.soundness import Verification

LOCK_TIMEOUT = 5.0
DOUBT_PATIENCE = 30.0
_DONE = "SELECT 1 FROM hexwizard.acts WHERE token = %s AND sequence = %s"


class ServerStore:
    """A server's store that is open (`Store`). Every method may be called from any thread."""

    def __init__(self, connections: Connections, key: Key, witness: Witness, doubt_patience: float) -> None:
        self._connections = connections
        self._key = key
        self._witness = witness
        self._doubt_patience = doubt_patience
        self._doubt: tuple[UUID, int] | None = None
        self._writing: set[int] = set()
        self._closed = False

    @property
    def location(self) -> str:
        """The address, for people to read."""
        return self._connections.shown

    @property
    def is_on_network(self) -> bool:
        """A server is meant to be, and keeps its own order."""
        return False

    @property
    def answers_from_memory(self) -> bool:
        """A server's records stay there: a hundred seats must not fetch them all at each change."""
        return False

    def reader(self) -> Reader:
        """A view that stays as it is from its first answer on."""
        self._require_open()
        return ServerView(self._connections, self._require_open)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One writer at a time, across machines. Left normally it commits durably; left by an error, nothing happened.

        Raises `StoreBusy` after the time that one waits, `IdentifierTaken`, and `StoreUnusable` where the server cannot
        be reached. A commit whose answer was lost is looked up; where even that fails, the next transaction does it
        first, and raises `WasDone` where it was done, so that nobody does the same again.
        """
        if get_ident() in self._writing:
            raise RuntimeError("a transaction inside a transaction would wait for itself")
        self._require_open()
        self._settle_doubt()
        connection, head = self._connections.patiently(self._begun)
        self._writing.add(get_ident())
        try:
            act = ServerTransaction(connection, head, self._key, self.location, self._connections.lock_timeout)
            try:
                yield act
            finally:
                act.end()
            self._commit(connection, act)
        finally:
            self._writing.discard(get_ident())
            self._connections.give_back(connection)

    def verify(self) -> Verification:
        """Check everything that is kept, and the audit trail from its first entry to its head."""
        from hexwizard.stores.postgres.checking import Check

        def check() -> Verification:
            with self._connections.lent() as connection:
                return Check(connection, self._key, self._witness).run()

        self._require_open()
        return self._connections.patiently(check)

    def pad(self, label: str, length: int) -> bytes:
        return self._key.pad(label, length)

    def watch(self) -> Watch:
        """An eye on what others commit from now on."""
        from hexwizard.stores.postgres.watch import ServerWatch

        self._connections.be_watched()
        return ServerWatch(self._connections)

    def tend(self) -> None:
        """Nothing is to be done: the server's own upkeep does it, and acts tidy up after themselves."""

    def close(self) -> None:
        """Let go of the connections. It is not used afterwards."""
        self._closed = True
        self._connections.close()

    def _begun(self) -> tuple[Connection[Row], StoreHead]:
        """A connection whose transaction holds the lock, and the head as it is."""
        connection = self._connections.take()
        try:
            with connection.pipeline():
                connection.execute("BEGIN")
                answer = connection.execute(HEAD + " FOR UPDATE")
            return connection, read_head(answer.fetchone(), self.location)
        except BaseException:
            self._connections.give_back(connection)
            raise

    def _commit(self, connection: Connection[Row], act: ServerTransaction) -> None:
        try:
            head = act.commit()
        except DATABASE_ERRORS as error:
            if not is_gone(error) or not self._was_done(act.token, act.sequence, connection):
                raise self._problem(error) from error
            return
        if head is not None:
            self._witness.note(head)

    def _was_done(self, token: UUID, sequence: int, lost: Connection[Row] | None = None) -> bool:
        """Whether the act of that token was committed. Raises `StoreUnusable` where that cannot be found out yet.

        While the server still works on it, it holds the lock; so it is asked by who holds the lock.
        """
        if lost is not None:
            lost.close()
        self._doubt = token, sequence

        def look() -> bool:
            connection, _ = self._begun()
            try:
                return connection.execute(_DONE, (token, sequence)).fetchone() is not None
            finally:
                self._connections.give_back(connection)

        try:
            done = self._connections.patiently(look, self._doubt_patience, (errors.LockNotAvailable,))
        except StoreUnusable as problem:
            raise StoreUnusable("problem.server.in-doubt", path=self.location) from problem
        self._doubt = None
        return done

    def _settle_doubt(self) -> None:
        if self._doubt is not None and self._was_done(*self._doubt):
            raise WasDone("problem.server.was-done", path=self.location)

    def _problem(self, error: Exception) -> Exception:
        return server_problem(error, self.location, self._connections.lock_timeout)

    def _require_open(self) -> None:
        if self._closed:
            raise StoreUnusable("problem.server.closed", path=self.location)
