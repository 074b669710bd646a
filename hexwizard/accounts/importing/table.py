"""From lines to rows: the header, the quotes, the number of fields. Knows CSV, not accounts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from hexwizard.accounts.importing.faults import Faults, shown
from hexwizard.accounts.importing.limits import MOST_BYTES, MOST_COLUMNS, MOST_LINES
from hexwizard.accounts.importing.lines import SPOILT, FileTooLargeError, FileTooLongError, Lines
from hexwizard.accounts.importing.row import Row
from hexwizard.accounts.importing.watch import Watch

_SEPARATORS = {";": "semicolon", "\t": "tab"}


class Table:
    """The rows of one import file, and the columns that its header names."""

    def __init__(self, source: BinaryIO, faults: Faults, watch: Watch, *, known: Sequence[str], key: str) -> None:
        """`known` are the columns there may be, `key` the one there must be."""
        self._source = source
        self._faults = faults
        self._watch = watch
        self._known = known
        self._key = key
        self.columns: frozenset[str] = frozenset()

    def rows(self) -> Iterator[Row]:
        """The rows that can be read, with their cells by column. Faults of the rest are noted."""
        try:
            lines = Lines(self._source, self._watch)
            yield from self._rows(lines)
        except FileTooLargeError:
            self._faults.add(1, None, "file-too-large", megabytes=MOST_BYTES // 1024 // 1024)
        except FileTooLongError:
            self._faults.add(MOST_LINES, None, "too-many-lines", most=MOST_LINES)
        else:
            self._watch.look(lines.bytes_read, lines.bytes_total)

    def _rows(self, lines: Lines) -> Iterator[Row]:
        raw = _records(lines, self._faults)
        first = next(raw, None)
        if self._faults.count:  # a header that is no CSV: the next line is not one either
            return
        if first is None:
            self._faults.add(1, None, "file-empty")
            return
        header = self._header(*first, lines)
        if header is None:
            return
        for line, cells in raw:
            row = self._row(line, cells, header, lines)
            if row is not None:
                yield row

    def _header(self, line: int, names: list[str], lines: Lines) -> list[str] | None:
        """The columns in the file's order; None where no row can be understood. Notes every fault."""
        spoilt = lines.spoilt(line)
        if spoilt:
            key = "utf16" if _looks_like_utf16(names[0], spoilt) else spoilt[0]
            self._faults.add(line, None, key)
            return None
        if len(names) == 1 and (separator := _separator(names[0], self._known)):
            self._faults.add(line, None, f"separated-by-{_SEPARATORS[separator]}")
            return None
        if len(names) > MOST_COLUMNS:
            self._faults.add(line, None, "too-many-columns", most=MOST_COLUMNS)
            return None
        for place, name in enumerate(names, start=1):
            self._check_column(line, place, name, repeated=name in names[: place - 1])
        self.columns = frozenset(names) & frozenset(self._known)
        if self._key not in self.columns:
            self._faults.add(line, self._key, "column-missing", column=self._key)
        return names if self.columns else None

    def _check_column(self, line: int, place: int, name: str, *, repeated: bool) -> None:
        if name.strip() == "":
            self._faults.add(line, None, "column-unnamed", place=place)
        elif name.strip().casefold() == "password":
            self._faults.add(line, name, "column-password")
        elif name not in self._known:
            self._faults.add(line, name, "column-unknown", column=shown(name), known=tuple(self._known))
        elif repeated:
            self._faults.add(line, name, "column-twice", column=name)

    def _row(self, line: int, cells: list[str], header: list[str], lines: Lines) -> Row | None:
        """The row, None for a blank line. One with too many or too few fields keeps its key alone."""
        if len(cells) == 1 and cells[0].strip() == "":
            return None
        spoilt = lines.spoilt(line)
        named = dict(zip(header, cells, strict=False))
        unreadable = self._unreadable(line, named, spoilt) if spoilt else frozenset()
        whole = len(cells) == len(header)
        if not whole:
            few = "fields-missing" if len(cells) < len(header) else "fields-extra"
            self._faults.add(line, None, few, found=len(cells), expected=len(header))
        return Row(line, named, unreadable, self._faults, whole=whole)

    def _unreadable(self, line: int, cells: Mapping[str, str], reasons: Sequence[str]) -> frozenset[str]:
        """The columns whose cells cannot be read, for these `reasons`, which are noted."""
        unreadable = [name for name, cell in cells.items() if SPOILT in cell]
        for key in reasons:
            self._faults.add(line, unreadable[0] if unreadable else None, key)
        return frozenset(unreadable)


def _records(lines: Lines, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; one that is no CSV is noted and passed over."""
    reader = csv.reader(lines, strict=True)
    while True:
        line = lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.add(line, None, _reason(str(error), several_lines=lines.lines_of_row > 1))
            lines.reread_after_first()
        else:
            if cells:
                yield line, cells


def _reason(error: str, *, several_lines: bool) -> str:
    """The fault's key for what the csv module says, which has no codes."""
    if "field larger" in error:
        return "field-too-long"
    if several_lines or "unexpected end" in error:
        return "quote-unclosed"
    return "quote-stray"


def _separator(header: str, known: Sequence[str]) -> str | None:
    """The sign that separates the columns instead of the comma (Excel in French writes semicolons)."""
    return next((sign for sign in _SEPARATORS if len(set(header.split(sign)) & set(known)) > 1), None)


def _looks_like_utf16(first: str, spoilt: Sequence[str]) -> bool:
    return "nul" in spoilt and first.count(SPOILT) * 3 > len(first)
