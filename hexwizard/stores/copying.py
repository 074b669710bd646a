"""Everything from one store to another, of whichever kinds: record for record, byte for byte, in its order.

What the target holds already must be how the source begins, so a copy that was interrupted goes on where it was when it
is begun again, and nothing that is somebody else's is ever written over. The audit trail is chained anew, with the
target's key; its entries are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeAlias, cast

import msgspec

from hexwizard.accounts.problems import Problem
from hexwizard.stores.protocol import RawReader, Reader, Store, Table, Transaction

ORDER = (*(table for table in Table if table is not Table.AUDIT), Table.AUDIT)  # the trail last, as in an act
BATCH = 2000

Progress: TypeAlias = Callable[[Table, int, int], None]


class CopyRefused(Problem):
    """The target holds what the source does not, the source is damaged, or both are not the same afterwards."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records a table has, and the SHA-256 over them, in order."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The entry that the target's trail ends with, made when everything is there; `is_one` knows it by its JSON."""

    make: Callable[[], object]
    is_one: Callable[[bytes], bool]


def copy(source: Store, target: Store, progress: Progress, ending: Ending | None = None) -> Mapping[Table, Tally]:
    """Copy what the source holds now, and hold both against each other afterwards.

    `progress` is told the table, and how many records of how many are there. Raises `CopyRefused` (nothing is written
    where the target holds other records), and what the stores raise: then it can be begun again.
    """
    seen = source.verify()
    if seen.damage:
        raise CopyRefused("problem.copy.damaged", path=source.location)
    view = source.reader()
    there = {table: _common(view, target, table, ending) for table in ORDER}
    tallies = {}
    for table in ORDER:
        total = seen.counts[table.value]
        tallies[table] = _copied(view, target, table, there[table], partial(_tell, progress, table, total))
    reader = target.reader()
    for table, tally in tallies.items():
        if tally_of(reader, table, tally.count if table is Table.AUDIT else None) != tally:
            raise CopyRefused("problem.copy.unequal", path=target.location, table=table.value)
    if ending is not None and not _is_ended(reader, tallies[Table.AUDIT].count):
        with target.transaction() as act:
            act.audit(ending.make())
    return tallies


def _is_ended(reader: Reader, count: int) -> bool:
    """Whether an earlier copy came to its end."""
    return next(islice(_raws(reader, Table.AUDIT), count, None), None) is not None


def _holds_ending(target: Store, ending: Ending | None) -> bool:
    """Whether a copy to that place came to its end once: since then, one of the two has gone on."""
    return ending is not None and any(ending.is_one(raw) for _, raw in _raws(target.reader(), Table.AUDIT))


def _tell(progress: Progress, table: Table, total: int, done: int) -> None:
    progress(table, done, max(total, done))


def tally_of(reader: Reader, table: Table, most: int | None = None) -> Tally:
    """The count and digest of a table as `reader` sees it; of its first `most` records where that is given."""
    counting = _Counting()
    for _ in counting.through(islice(_raws(reader, table), most)):
        pass
    return counting.tally()


def _raws(reader: Reader, table: Table) -> Iterator[tuple[str, bytes]]:
    return cast("RawReader", reader).raws(table)


def _common(view: Reader, target: Store, table: Table, ending: Ending | None) -> int:
    """How many records the target has of a table, which must be the source's first; what a copy ends with is none."""
    count = 0
    wanted = _raws(view, table)
    for key, raw in _raws(target.reader(), table):
        found = next(wanted, None)
        if found is None and ending is not None and table is Table.AUDIT and ending.is_one(raw):
            break
        if found != (key, raw):
            problem = "problem.copy.went-on" if _holds_ending(target, ending) else "problem.copy.other"
            raise CopyRefused(problem, path=target.location, table=table.value, name=key)
        count += 1
    return count


def _copied(view: Reader, target: Store, table: Table, there: int, told: Callable[[int], None]) -> Tally:
    counting = _Counting()
    records = counting.through(_raws(view, table))
    for _ in islice(records, there):
        pass
    told(there)
    while batch := list(islice(records, BATCH)):
        with target.transaction() as act:
            _write(act, table, batch)
        told(counting.count)
    return counting.tally()


def _write(act: Transaction, table: Table, batch: Iterable[tuple[str, bytes]]) -> None:
    for key, raw in batch:
        if table is Table.AUDIT:
            act.audit(msgspec.Raw(raw))
        else:
            act.put(table, key, msgspec.Raw(raw))


class _Counting:
    """Counts and digests what goes through it."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()

    def through(self, records: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        for key, raw in records:
            self.count += 1
            self._digest.update(b"%s\0%s\n" % (key.encode(), raw))
            yield key, raw

    def tally(self) -> Tally:
        return Tally(self.count, self._digest.hexdigest())
