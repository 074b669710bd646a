"""The tables, made and brought up to date by the numbered files in `sql/`, one wizard at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files

from psycopg import Connection

from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.facts import FOLLOWED, facts_of
from hexwizard.stores.postgres.finding import listed
from hexwizard.stores.postgres.marks import NAMES
from hexwizard.stores.protocol import StoreUnusable, Table

_LOCK = 0x68657877697A6172  # "hexwizar" in ASCII: an advisory lock has a number, not a name
_PAGE = 2000
_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")
_VERSION = "SELECT max(number) FROM hexwizard.migrations"
# not to_regclass: it may answer from before another wizard's tables, although it is asked after
_HAS_TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = 'hexwizard' AND tablename = 'migrations'"
_SCHEMA = """CREATE SCHEMA IF NOT EXISTS hexwizard;
CREATE TABLE IF NOT EXISTS hexwizard.migrations (
  number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())"""


def migrations() -> Iterator[tuple[int, str, str]]:
    """(number, name, SQL) of every migration, in order."""
    folder = files("hexwizard.stores.postgres") / "sql"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if found := _NAME.fullmatch(file.name):
            yield int(found[1]), file.name, file.read_text(encoding="utf-8")


def bring_up(connection: Connection[Row], path: str, *, create: bool) -> None:
    """Apply what is missing. `create` says whether tables may be made where there are none.

    Raises `StoreUnusable` where there are none and none may be made, or a newer hexwizard made them; errors of psycopg
    pass.
    """
    known = list(migrations())
    newest = known[-1][0]
    version = version_of(connection)
    if version is None and not create:
        raise StoreUnusable("problem.server.empty", path=path)
    if version is not None and version > newest:
        raise StoreUnusable("problem.server.newer", path=path)
    if version == newest:
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        version = version_of(connection)  # another wizard may have been faster
        if version is None:
            connection.execute(_SCHEMA)
        for number, name, sql in known:
            if number > (version or 0):
                connection.execute(sql.encode())
                if fill := _FILLED.get(number):
                    fill(connection)
                connection.execute("INSERT INTO hexwizard.migrations (number, name) VALUES (%s, %s)", (number, name))


def _fill_words(connection: Connection[Row]) -> None:
    """The order of words, for the accounts that are there already: SQL cannot fold letters as searching does."""
    for rows in _pages(connection, Table.ACCOUNTS):
        found = [(word, key) for key, raw in rows for word in listed(raw)]
        connection.execute(
            "INSERT INTO hexwizard.words (word, account) SELECT * FROM unnest(%s::text[], %s::text[])",
            ([word for word, _ in found], [key for _, key in found]),
        )


def _fill_facts(connection: Connection[Row]) -> None:
    """What the few are found by, for the records that are there already."""
    for table in FOLLOWED:
        for rows in _pages(connection, table):
            found = [(fact, key) for key, raw in rows for fact in facts_of(table, raw)]
            connection.execute(
                "INSERT INTO hexwizard.facts (kind, fact, key) SELECT %s, g.* FROM unnest(%s::text[], %s::text[]) AS g",
                (table.value, [fact for fact, _ in found], [key for _, key in found]),
            )


_FILLED: Mapping[int, Callable[[Connection[Row]], None]] = {3: _fill_words, 4: _fill_facts}


def _pages(connection: Connection[Row], table: Table) -> Iterator[list[tuple[str, bytes]]]:
    """(key, JSON) of every record of a table, page by page."""
    sql = f"SELECT id, key, record::text FROM {NAMES[table]} WHERE id > %s ORDER BY id LIMIT %s"  # noqa: S608 - ours
    after = 0
    while rows := connection.execute(sql.encode(), (after, _PAGE)).fetchall():
        yield [(key, raw.encode()) for _, key, raw in rows]
        after = rows[-1][0]


def version_of(connection: Connection[Row]) -> int | None:
    """The number of the last migration that was applied; None where there are no tables of ours."""
    if connection.execute(_HAS_TABLES).fetchone() is None:
        return None
    row = connection.execute(_VERSION).fetchone()
    return None if row is None else row[0]
