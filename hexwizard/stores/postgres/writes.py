"""The statements of one act, in the order in which they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from uuid import UUID

import msgspec

from hexwizard.accounts.model import Status
from hexwizard.stores.file.search import Searched
from hexwizard.stores.postgres.facts import facts_of
from hexwizard.stores.postgres.finding import beginnings, listed, searchable
from hexwizard.stores.postgres.marks import NAMES, RECORDS, StoreHead
from hexwizard.stores.postgres.overlay import identifiers_of, storable
from hexwizard.stores.protocol import Table

_Thing = TypeVar("_Thing")
Statement: TypeAlias = tuple[str, Sequence[object]]

CHANNEL = "hexwizard"
_MOST = 5000  # records in one statement
_TIDY_EVERY = 256  # acts

_DELETE = {table: f"DELETE FROM {NAMES[table]} WHERE key = ANY(%s)" for table in RECORDS}  # noqa: S608 - ours
_UPDATE = {
    table: f"""UPDATE {NAMES[table]} t SET record = g.record::json, mark = g.mark
  FROM unnest(%s::text[], %s::text[], %s::text[]) AS g (key, record, mark) WHERE t.key = g.key"""  # noqa: S608 - ours
    for table in RECORDS
}
_INSERT = {
    table: f"""INSERT INTO {NAMES[table]} (key, record, mark) SELECT g.key, g.record::json, g.mark
  FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS g (key, record, mark, place) ORDER BY g.place"""  # noqa: S608 - ours
    for table in RECORDS
}
_FORGET_IDENTIFIERS = "DELETE FROM hexwizard.identifiers WHERE account = ANY(%s)"
_IDENTIFIERS = """INSERT INTO hexwizard.identifiers (key, account, enters)
  SELECT * FROM unnest(%s::text[], %s::text[], %s::boolean[])"""
_FORGET_NAMES = "DELETE FROM hexwizard.names WHERE account = ANY(%s)"
_NAMES = """INSERT INTO hexwizard.names (account, words, begins)
  SELECT g.account, g.words, ARRAY(SELECT json_array_elements_text(g.begins::json))
  FROM unnest(%s::text[], %s::text[], %s::text[]) AS g (account, words, begins)
  ON CONFLICT (account) DO UPDATE SET words = excluded.words, begins = excluded.begins"""
_FORGET_WORDS = """DELETE FROM hexwizard.words w USING unnest(%s::text[], %s::text[]) AS g (word, account)
  WHERE w.word = g.word AND w.account = g.account"""
_WORDS = "INSERT INTO hexwizard.words (word, account) SELECT * FROM unnest(%s::text[], %s::text[])"
_FORGET_FACTS = """DELETE FROM hexwizard.facts f USING unnest(%s::text[], %s::text[], %s::text[]) AS g (kind, fact, key)
  WHERE f.kind = g.kind AND f.fact = g.fact AND f.key = g.key"""
_FACTS = "INSERT INTO hexwizard.facts (kind, fact, key) SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])"
_CHANGES = """INSERT INTO hexwizard.changes (sequence, kind, key, id, before)
  SELECT %s, g.kind, g.key, g.id, g.before::json
  FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[]) AS g (kind, key, id, before)"""
_AUDIT = """INSERT INTO hexwizard.audit (seq, mac, entry)
  SELECT g.seq, g.mac, g.entry::json FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS g (seq, mac, entry)"""
_ACT = f"""WITH act AS (INSERT INTO hexwizard.acts (sequence, token, entries) VALUES (%s, %s, %s))
  SELECT pg_notify('{CHANNEL}', %s)"""  # noqa: S608 - ours
_HEAD = "UPDATE hexwizard.store SET sequence = %s, entries = %s, audit = %s, sums = %s, seal = %s"
_HEAD_MOVED = _HEAD + ", identifiers = sequence + 1"
_OLD = "SELECT max(sequence) FROM hexwizard.acts WHERE at < now() - interval '1 hour'"
_TIDY = (
    f"DELETE FROM hexwizard.changes WHERE sequence <= ({_OLD})",  # noqa: S608 - ours
    "DELETE FROM hexwizard.acts WHERE at < now() - interval '1 hour'",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as the server has it."""

    id: int
    raw: bytes
    mark: str


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one record: `before` None, it is new; `after` None, it goes; `reborn`, it goes and comes anew."""

    table: Table
    key: str
    before: Kept | None
    after: bytes | None
    mark: str
    reborn: bool

    @property
    def replaced(self) -> bytes | None:
        """What the record was."""
        return None if self.before is None else self.before.raw


class _Source(Searched):
    """All that identifiers and words are derived from."""

    status: str = Status.ACTIVE.value


_read_source = msgspec.json.Decoder(_Source).decode


def statements(
    changes: Sequence[Change], entries: Sequence[tuple[int, str, bytes]], head: StoreHead, seal: str, token: UUID
) -> Iterator[Statement]:
    """All that an act writes; the commit is the caller's."""
    for table in dict.fromkeys(change.table for change in changes):
        yield from _of_table(table, [change for change in changes if change.table is table])
    moved = [change for change in changes if _moves(change)]
    if moved:
        yield from _derived(moved)
    yield from _facts(changes)
    for some in _portions(changes):
        columns = (
            [change.table.value for change in some],
            [change.key for change in some],
            [None if change.before is None else change.before.id for change in some],
            [None if change.before is None else change.before.raw.decode() for change in some],
        )
        yield _CHANGES, (head.sequence, *columns)
    for part in _portions(entries):
        yield _AUDIT, ([one[0] for one in part], [one[1] for one in part], [one[2].decode() for one in part])
    yield _ACT, (head.sequence, token, head.entries, f"{head.sequence}")
    identified = any(entering(one.replaced) != entering(one.after) for one in moved)
    yield _HEAD_MOVED if identified else _HEAD, (head.sequence, head.entries, head.audit.decode(), head.sums_text, seal)
    if head.sequence % _TIDY_EVERY == 0:
        yield from ((sql, ()) for sql in _TIDY)


def _of_table(table: Table, changes: Sequence[Change]) -> Iterator[Statement]:
    gone = [change.key for change in changes if change.reborn or (change.after is None and change.before is not None)]
    if gone:
        yield _DELETE[table], (gone,)
    kept = [change for change in changes if change.after is not None]
    for sql, wanted in (
        (_UPDATE, [change for change in kept if change.before is not None and not change.reborn]),
        (_INSERT, [change for change in kept if change.before is None or change.reborn]),
    ):
        for some in _portions(wanted):
            columns = [change.key for change in some], [_text(change) for change in some], [one.mark for one in some]
            yield sql[table], columns


def _moves(change: Change) -> bool:
    """Whether anything derived may be different: in most acts, nothing is."""
    before, after = change.replaced, change.after
    if change.table is not Table.ACCOUNTS:
        return False
    return before is None or after is None or _read_source(before) != _read_source(after)


def _derived(changes: Sequence[Change]) -> Iterator[Statement]:
    """What is derived from accounts, where it differs. All that goes goes first: two clients may change addresses."""
    rows = [(change.key, entering(change.replaced), entering(change.after)) for change in changes]
    moved = [(key, before, after) for key, before, after in rows if before != after]
    if before := [key for key, before, _ in moved if before]:
        yield _FORGET_IDENTIFIERS, (before,)
    found = [(name, key, enters) for key, _, after in moved for name, enters in after.items()]
    for some in _portions(found):
        yield _IDENTIFIERS, tuple([one[column] for one in some] for column in range(3))
    words = [(one.key, _words(one.replaced), _words(one.after)) for one in changes]
    if gone := [key for key, before, after in words if before and not after]:
        yield _FORGET_NAMES, (gone,)
    named = [(key, after) for key, before, after in words if after and before != after]
    for part in _portions(named):
        begins = [msgspec.json.encode(beginnings(text)).decode() for _, text in part]
        yield _NAMES, ([key for key, _ in part], [text for _, text in part], begins)
    yield from _ordered_words(changes)


def _ordered_words(changes: Sequence[Change]) -> Iterator[Statement]:
    """What changes in the order of words."""
    sets = [(one.key, listed(one.replaced), listed(one.after)) for one in changes]
    for sql, rows in (
        (_FORGET_WORDS, [(word, key) for key, before, after in sets for word in sorted(before - after)]),
        (_WORDS, [(word, key) for key, before, after in sets for word in sorted(after - before)]),
    ):
        for part in _portions(rows):
            yield sql, ([word for word, _ in part], [key for _, key in part])


def _facts(changes: Sequence[Change]) -> Iterator[Statement]:
    """What the few among many are found by, where it differs."""
    sets = [
        (one.table.value, one.key, before, after)
        for one in changes
        if (before := facts_of(one.table, one.replaced)) != (after := facts_of(one.table, one.after))
    ]
    if not sets:
        return
    for sql, rows in (
        (_FORGET_FACTS, [(kind, fact, key) for kind, key, before, after in sets for fact in sorted(before - after)]),
        (_FACTS, [(kind, fact, key) for kind, key, before, after in sets for fact in sorted(after - before)]),
    ):
        for part in _portions(rows):
            yield sql, tuple([one[column] for one in part] for column in range(3))


def entering(raw: bytes | None) -> dict[str, bool]:
    """The identifiers of an account as their column has them, each with whether it opens the app."""
    if raw is None:
        return {}
    live = _read_source(raw).status != Status.MERGED.value
    return {storable(key): enters and live for key, enters in identifiers_of(raw).items()}


def _words(raw: bytes | None) -> str:
    return "" if raw is None else searchable(raw)


def _text(change: Change) -> str:
    return "" if change.after is None else change.after.decode()


def _portions(things: Sequence[_Thing]) -> Sequence[Sequence[_Thing]]:
    if len(things) <= _MOST:  # as in every act but an import
        return (things,) if things else ()
    return [things[begin : begin + _MOST] for begin in range(0, len(things), _MOST)]
