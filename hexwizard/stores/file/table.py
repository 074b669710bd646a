"""One table in memory: the snapshot's bytes as they were read, and what has changed since."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

END = b"\n},"
"""How a table ends, in a file that has one record a line."""


class Pages(msgspec.Struct, frozen=True, dict=True):
    """The records of one table in a snapshot, one a line, `"17":{…},`.

    `ids` ascend. `first` is the line break before the first in `data`, `stop` the end of the table.
    """

    data: bytes = b""
    ids: Sequence[int] = ()
    first: int = 0
    stop: int = 0

    @cached_property
    def breaks(self) -> array[int]:
        """The line breaks in `data`, one before each record and one after the last.

        Raises `ValueError` where it is not a record a line.
        """
        position, stop, find = self.first, self.stop, self.data.find
        breaks = array("Q", (position,))
        breaks.extend([position := find(b"\n", position + 1, stop) for _ in self.ids])
        if self.data[position:stop] != END:
            raise ValueError("not a record a line")
        return breaks

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, number: int) -> int:
        """The position of record `number`, -1 where the snapshot has none."""
        ids = self.ids
        if 0 < number <= len(ids) and ids[number - 1] == number:  # nothing was ever deleted before it
            return number - 1
        position = bisect_left(ids, number)
        return position if position < len(ids) and ids[position] == number else -1

    def raw(self, number: int) -> bytes | None:
        position = self.at(number)
        return None if position < 0 else self.data[self.begin(position) : self.end(position)]

    def begin(self, position: int) -> int:
        """Where the record at `position` begins, after its number."""
        return self.breaks[position] + len(str(self.ids[position])) + 4

    def end(self, position: int) -> int:
        """Where it ends: before the comma, which the last has not."""
        return self.breaks[position + 1] - (position + 1 < len(self.ids))


class TableData:
    """A table as it stands: `pages` never change, `changed` holds what was written or deleted (None) since."""

    __slots__ = ("_extra", "changed", "count", "last", "numbers", "pages")

    def __init__(self, pages: Pages, numbers: dict[str, int] | None = None) -> None:
        self.pages = pages
        self.changed: dict[int, bytes | None] = {}
        self.numbers = {} if numbers is None else numbers
        self.last = pages.ids[-1] if len(pages) else 0
        self.count = len(pages)
        self._extra: dict[int, None] = {}

    def raw(self, number: int) -> bytes | None:
        """The record's bytes, None where there is no such record."""
        return self.changed[number] if number in self.changed else self.pages.raw(number)

    def put(self, number: int, raw: bytes | None) -> None:
        """Replace, add or (None) delete a record."""
        self.count += (raw is not None) - self.has(number)
        self.changed[number] = raw
        if number > self.last or self.pages.at(number) < 0:
            self._extra[number] = None
        self.last = max(self.last, number)

    def has(self, number: int) -> bool:
        """Whether there is such a record."""
        if number > self.last:  # as an import asks for each that it adds
            return False
        return self.changed[number] is not None if number in self.changed else self.pages.at(number) >= 0

    def ids(self) -> list[int]:
        """The numbers of all records, oldest first."""
        changed = self.changed
        live = [number for number in self.pages.ids if changed.get(number, b"") is not None]
        added = [number for number in self._extra if changed[number] is not None]
        return sorted(live + added) if added else live

    def holding(self, needle: bytes) -> list[int]:
        """The numbers of the records whose bytes contain `needle`, oldest first: one pass over the snapshot's bytes."""
        pages, changed = self.pages, self.changed
        found = [number for number, raw in changed.items() if raw is not None and needle in raw]
        position = pages.data.find(needle, pages.breaks[0], pages.breaks[-1]) if len(pages) else -1
        while position >= 0:
            line = bisect_right(pages.breaks, position) - 1
            if pages.ids[line] not in changed:
                found.append(pages.ids[line])
            position = pages.data.find(needle, pages.breaks[line + 1], pages.breaks[-1])
        return sorted(found)

    def captured(self) -> TableData:
        """This table as it is now, for a writer that takes its time."""
        copy = TableData(self.pages)
        copy.changed = dict(self.changed)
        copy.count = self.count
        copy.last = self.last
        copy._extra = dict(self._extra)
        return copy

    def runs(self) -> Iterator[tuple[int, memoryview | bytes]]:
        """(number, bytes) in order, where bytes may go on through the unchanged records that follow in the
        snapshot.

        Copying a run at once makes a compaction of 100,000 accounts cost as much as copying the file.
        """
        added = sorted(number for number in self._extra if self.changed[number] is not None)
        if added and len(self.pages) and added[0] < self.pages.ids[-1]:
            # a number was given anew to a record after the last ones had been deleted: rare, so done the plain way
            yield from ((number, self.raw(number) or b"") for number in self.ids())
            return
        yield from self._unchanged_and_changed()
        yield from ((number, self.changed[number] or b"") for number in added)

    def _unchanged_and_changed(self) -> Iterator[tuple[int, memoryview | bytes]]:
        pages, view = self.pages, memoryview(self.pages.data)
        begin = 0
        for stop in sorted({position for number in self.changed if (position := pages.at(number)) >= 0}):
            if begin < stop:
                yield pages.ids[begin], view[pages.begin(begin) : pages.end(stop - 1)]
            if (raw := self.changed[pages.ids[stop]]) is not None:
                yield pages.ids[stop], raw
            begin = stop + 1
        if begin < len(pages):
            yield pages.ids[begin], view[pages.begin(begin) : pages.end(len(pages) - 1)]
