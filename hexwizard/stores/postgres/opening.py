"""Opening a server's store, or making one: what is refused, and in which order things are looked at."""

from __future__ import annotations

import secrets

import psycopg
from psycopg import Connection

from hexwizard.stores.file.seal import Key
from hexwizard.stores.postgres import marks, migrations
from hexwizard.stores.postgres.address import Place
from hexwizard.stores.postgres.connections import PATIENCE, Connections, Row
from hexwizard.stores.postgres.failures import DATABASE_ERRORS, is_gone, reason_of, server_problem
from hexwizard.stores.postgres.head import HEAD, read_head
from hexwizard.stores.postgres.keyring import Keyring, Witness
from hexwizard.stores.postgres.marks import StoreHead
from hexwizard.stores.postgres.store import DOUBT_PATIENCE, LOCK_TIMEOUT, ServerStore
from hexwizard.stores.protocol import StoreUnusable

_FOUND = """INSERT INTO hexwizard.store (id, key_mark, sequence, entries, audit, sums, seal)
  VALUES (%s, %s, %s, %s, %s, %s, %s)"""
_MARK_OF_ENTRY = "SELECT mac FROM hexwizard.audit WHERE seq = %s"


def open_server(
    place: Place,
    keyring: Keyring,
    *,
    create: bool = False,
    lock_timeout: float = LOCK_TIMEOUT,
    patience: float = PATIENCE,
    doubt_patience: float = DOUBT_PATIENCE,
) -> ServerStore:
    """The store at `place`; tables are made in an empty database where `create` says so, and brought up to date.

    Times in seconds: `lock_timeout` for another writer, `patience` for a server that went away, `doubt_patience` to
    learn what became of an act. Raises `StoreUnusable` where the server cannot be reached or used, its tables are
    missing or newer, or the key is not theirs.
    """
    try:
        with psycopg.connect(place.conninfo, autocommit=True) as connection:
            _require_utf8(connection, place)
            migrations.bring_up(connection, place.shown, create=create)
            head, key = _head_and_key(connection, place, keyring, create=create)
            witness = Witness(keyring.heads, key, head.store)
            if not follows(connection, witness, head):
                witness.freeze()
    except DATABASE_ERRORS as error:
        if is_gone(error):
            raise StoreUnusable("problem.server.unreachable", path=place.shown, reason=reason_of(error)) from error
        raise server_problem(error, place.shown, lock_timeout) from error
    return ServerStore(Connections(place, lock_timeout, patience), key, witness, doubt_patience)


def _require_utf8(connection: Connection[Row], place: Place) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreUnusable("problem.server.encoding", path=place.shown, encoding=str(encoding))


def _head_and_key(
    connection: Connection[Row], place: Place, keyring: Keyring, *, create: bool
) -> tuple[StoreHead, Key]:
    row = connection.execute(HEAD).fetchone()
    if row is None and create:
        row = _founded(connection, keyring)
    head = read_head(row, place.shown)
    key = keyring.read()
    if not marks.is_key_of(key, head.store, head.key_mark):
        raise StoreUnusable("problem.server.key-other", path=place.shown, file=str(keyring.key))
    return head, key


def _founded(connection: Connection[Row], keyring: Keyring) -> Row | None:
    """Write the first head, unless another wizard was faster."""
    with connection.transaction():
        connection.execute("LOCK TABLE hexwizard.store IN SHARE ROW EXCLUSIVE MODE")
        if (row := connection.execute(HEAD).fetchone()) is None:
            key = keyring.read_or_make()
            head = marks.first_head(key, secrets.token_hex(16))
            audit, seal = head.audit.decode(), head.seal(key)
            connection.execute(_FOUND, (head.store, head.key_mark, 0, 0, audit, head.sums_text, seal))
            row = connection.execute(HEAD).fetchone()
    return row


def follows(connection: Connection[Row], witness: Witness, head: StoreHead) -> bool:
    """Whether the server's head is the one that this machine last saw, or one that comes after it."""
    known = witness.read()
    if known is None:
        return True
    if head.sequence < known.sequence or head.entries < known.entries:
        return False
    row = connection.execute(_MARK_OF_ENTRY, (known.entries,)).fetchone() if known.entries else None
    return not known.entries or (row is not None and row[0] == known.audit.decode())
