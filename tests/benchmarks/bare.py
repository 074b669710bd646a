"""What the server's store writes, written by bare psycopg: the same rows in the same journeys, durably committed.

The record is read, changed and told as JSON, as anybody has to. Nothing is derived, marked or checked, so that the
store which it was sent to is no longer sound.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any, TypeAlias

import msgspec
import psycopg

from hexwizard.accounts.model import Account, Attempts
from hexwizard.stores.postgres import writes
from hexwizard.stores.postgres.head import HEAD
from hexwizard.stores.postgres.rows import Statement
from hexwizard.stores.postgres.view import _HOLDERS, ONE
from hexwizard.stores.protocol import Table
from tests.benchmarks.sample import NOW
from tests.stores.samples import Entry

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

DECODE = msgspec.json.Decoder(Account).decode
ENCODE = msgspec.json.Encoder().encode
MARK = "0" * 64
RECORD = "UPDATE hexwizard.accounts SET record = %s::json, mark = %s WHERE key = %s"
CHANGE = """INSERT INTO hexwizard.changes (sequence, kind, key, id, before)
  VALUES (%s, 'accounts', %s, %s, %s::json)"""
AUDIT = "INSERT INTO hexwizard.audit (seq, mac, entry) VALUES (%s, %s, %s::json)"
ACT = f"""WITH act AS (INSERT INTO hexwizard.acts (sequence, token, entries) VALUES (%s, %s, %s))
  SELECT pg_notify('{writes.CHANNEL}', %s)"""
HEAD_MOVED = "UPDATE hexwizard.store SET sequence = %s, entries = %s, audit = %s, sums = %s, seal = %s"
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
        connection.execute(HEAD_MOVED, (sequence + 1, entries + 1, MARK, sums, MARK))
        connection.execute("COMMIT")


def _sent(number: int, key: str, text: str, sequence: int, entry: int) -> list[Statement]:
    """The statements of such an act, but for the head's."""
    known = DECODE(text)
    failed = ENCODE(replace(known, attempts=Attempts(known.attempts.failures + 1, NOW))).decode()
    return [
        (RECORD, (failed, MARK, key)),
        (CHANGE, (sequence, key, number, text)),
        (AUDIT, (entry, MARK, ENTRY.decode())),
        (ACT, (sequence, uuid.uuid4(), entry, f"{sequence}")),
    ]
