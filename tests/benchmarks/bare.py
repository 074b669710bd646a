"""What the server's store sends, sent by bare psycopg: the same statements in the same journeys, durably committed.

Nothing is derived, marked or checked, so that the store which it was sent to is no longer sound.
"""

from __future__ import annotations

import uuid
from typing import Any, TypeAlias

import msgspec
import psycopg

from hexwizard.accounts.model import Account
from hexwizard.stores.postgres import writes
from hexwizard.stores.postgres.head import HEAD
from hexwizard.stores.postgres.view import _HOLDERS, ONE
from hexwizard.stores.protocol import Table
from tests.stores.samples import Entry

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

DECODE = msgspec.json.Decoder(Account).decode
MARK = "0" * 64
ENTRY = msgspec.json.encode(Entry("bench", "attempt"))


def connected(address: str) -> Connection:
    """A connection that prepares what it is asked again, as the store's do."""
    return psycopg.connect(address, autocommit=True, prepare_threshold=2)


def look_up(connection: Connection, number: int) -> None:
    rows = connection.execute(_HOLDERS, (f"user{number}@example.com",)).fetchall()
    assert [DECODE(row[4]) for row in rows]


def act(connection: Connection, number: int) -> None:
    """An account and an audit entry, as `store.act_of_ours` writes them."""
    with connection.pipeline():
        connection.execute("BEGIN")
        answer = connection.execute(HEAD + " FOR UPDATE")
    row = answer.fetchone()
    assert row is not None
    _, _, sequence, entries, _, sums, _ = row
    (found,) = connection.execute(ONE[Table.ACCOUNTS], (f"user{number}",)).fetchall()
    statements = _sent(found[2], found[3], found[4], sequence + 1, entries + 1)
    with connection.pipeline():
        for sql, parameters in statements:
            connection.execute(sql, parameters)
        connection.execute(writes._HEAD, (sequence + 1, entries + 1, MARK, sums, MARK))
        connection.execute("COMMIT")


def _sent(number: int, key: str, text: str, sequence: int, entry: int) -> list[writes.Statement]:
    """The statements of such an act, but for the head's."""
    return [
        (writes._UPDATE[Table.ACCOUNTS], ([key], [text], [MARK])),
        (writes._CHANGES, (sequence, ["accounts"], [key], [number], [text])),
        (writes._AUDIT, ([entry], [MARK], [ENTRY.decode()])),
        (writes._ACT, (sequence, uuid.uuid4(), entry, f"{sequence}")),
    ]
