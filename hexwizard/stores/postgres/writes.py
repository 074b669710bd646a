"""The statements of one act, in the order in which they are sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from hexwizard.accounts.model import Status
from hexwizard.stores.file.search import Searched
from hexwizard.stores.postgres.facts import facts_of
from hexwizard.stores.postgres.finding import beginnings, listed, searchable
from hexwizard.stores.postgres.marks import NAMES, RECORDS, StoreHead
from hexwizard.stores.postgres.overlay import identifiers_of, storable
from hexwizard.stores.postgres.rows import Statement, over_rows
from hexwizard.stores.protocol import Table

CHANNEL = "hexwizard"
_TIDY_EVERY = 256  # acts

_DELETE = {table: f"DELETE FROM {NAMES[table]} WHERE key = ANY(%s)" for table in RECORDS}  # noqa: S608 - ours
_UPDATE = {
    table: over_rows(
        f"UPDATE {NAMES[table]} t SET record = g.record::json, mark = g.mark FROM {{g}} WHERE t.key = g.key",  # noqa: S608 - ours
        key="text",
        record="text",
        mark="text",
    )
    for table in RECORDS
}
_INSERT = {
    table: over_rows(
        f"INSERT INTO {NAMES[table]} (key, record, mark) SELECT key, record::json, mark FROM {{g}} ORDER BY place",  # noqa: S608 - ours
        key="text",
        record="text",
        mark="text",
    )
    for table in RECORDS
}
_FORGET_IDENTIFIERS = "DELETE FROM hexwizard.identifiers WHERE account = ANY(%s)"
_IDENTIFIERS = over_rows(
    "INSERT INTO hexwizard.identifiers (key, account, enters) SELECT key, account, enters FROM {g}",
    key="text",
    account="text",
    enters="boolean",
)
_FORGET_NAMES = "DELETE FROM hexwizard.names WHERE account = ANY(%s)"
_NAMES = over_rows(
    """INSERT INTO hexwizard.names (account, words, begins)
  SELECT g.account, g.words, ARRAY(SELECT json_array_elements_text(g.begins::json)) FROM {g}
  ON CONFLICT (account) DO UPDATE SET words = excluded.words, begins = excluded.begins""",
    account="text",
    words="text",
    begins="text",
)
_FORGET_WORDS = over_rows(
    "DELETE FROM hexwizard.words w USING {g} WHERE w.word = g.word AND w.account = g.account",
    word="text",
    account="text",
)
_WORDS = over_rows(
    "INSERT INTO hexwizard.words (word, account) SELECT word, account FROM {g}", word="text", account="text"
)
_FORGET_FACTS = over_rows(
    "DELETE FROM hexwizard.facts f USING {g} WHERE f.kind = g.kind AND f.fact = g.fact AND f.key = g.key",
    kind="text",
    fact="text",
    key="text",
)
_FACTS = over_rows(
    "INSERT INTO hexwizard.facts (kind, fact, key) SELECT kind, fact, key FROM {g}",
    kind="text",
    fact="text",
    key="text",
)
_CHANGES = over_rows(
    """INSERT INTO hexwizard.changes (sequence, kind, key, id, before)
  SELECT sequence, kind, key, id, before::json FROM {g}""",
    sequence="bigint",
    kind="text",
    key="text",
    id="bigint",
    before="text",
)
_AUDIT = over_rows(
    "INSERT INTO hexwizard.audit (seq, mac, entry) SELECT seq, mac, entry::json FROM {g}",
    seq="bigint",
    mac="text",
    entry="text",
)
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
    changes: Sequence[Change],
    entries: Sequence[tuple[int, str, bytes]],
    act: tuple[int, UUID, int],
    sealed: Callable[[], tuple[StoreHead, str]],
) -> Iterator[Statement]:
    """All that an act writes; the commit is the caller's.

    `act` is its number, its token, and how long the trail is with it. `sealed` gives the head and its seal; it is asked
    last, while the server is at work on what was sent before.
    """
    sequence = act[0]
    for table in dict.fromkeys(change.table for change in changes):
        yield from _of_table(table, [change for change in changes if change.table is table])
    moved = [change for change in changes if _moves(change)]
    if moved:
        yield from _derived(moved)
    yield from _facts(changes)
    yield from _CHANGES.statements([(sequence, one.table.value, one.key, *_before(one)) for one in changes])
    yield from _AUDIT.statements([(number, mark, entry.decode()) for number, mark, entry in entries])
    yield _ACT, (*act, f"{sequence}")
    identified = any(entering(one.replaced) != entering(one.after) for one in moved)
    head, seal = sealed()
    yield _HEAD_MOVED if identified else _HEAD, (head.sequence, head.entries, head.audit.decode(), head.sums_text, seal)
    if sequence % _TIDY_EVERY == 0:
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
        yield from sql[table].statements([(change.key, _text(change), change.mark) for change in wanted])


def _before(change: Change) -> tuple[int | None, str | None]:
    """What the record was: its number and its JSON."""
    return (None, None) if change.before is None else (change.before.id, change.before.raw.decode())


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
    yield from _IDENTIFIERS.statements(found)
    words = [(one.key, _words(one.replaced), _words(one.after)) for one in changes]
    if gone := [key for key, before, after in words if before and not after]:
        yield _FORGET_NAMES, (gone,)
    named = [(key, after) for key, before, after in words if after and before != after]
    yield from _NAMES.statements([(key, text, msgspec.json.encode(beginnings(text)).decode()) for key, text in named])
    yield from _ordered_words(changes)


def _ordered_words(changes: Sequence[Change]) -> Iterator[Statement]:
    """What changes in the order of words."""
    sets = [(one.key, listed(one.replaced), listed(one.after)) for one in changes]
    gone = [(word, key) for key, before, after in sets for word in sorted(before - after)]
    yield from _FORGET_WORDS.statements(gone)
    yield from _WORDS.statements([(word, key) for key, before, after in sets for word in sorted(after - before)])


def _facts(changes: Sequence[Change]) -> Iterator[Statement]:
    """What the few among many are found by, where it differs."""
    sets = [
        (one.table.value, one.key, before, after)
        for one in changes
        if (before := facts_of(one.table, one.replaced)) != (after := facts_of(one.table, one.after))
    ]
    if not sets:
        return
    gone = [(kind, fact, key) for kind, key, before, after in sets for fact in sorted(before - after)]
    yield from _FORGET_FACTS.statements(gone)
    yield from _FACTS.statements(
        [(kind, fact, key) for kind, key, before, after in sets for fact in sorted(after - before)]
    )


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
