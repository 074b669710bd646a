"""One row of an import file: its cells as text, and where its faults are noted."""

from __future__ import annotations

from collections.abc import Mapping

from hexwizard.accounts.importing.faults import Faults, shown
from hexwizard.accounts.importing.limits import MOST_CHARACTERS, MOST_ENTRIES
from hexwizard.locale.message import Parameter


class Row:
    """Cells by column name, trimmed when read. One that cannot be used reads as empty once noted."""

    __slots__ = ("_cells", "_faults", "_unreadable", "line", "whole")

    def __init__(
        self, line: int, cells: Mapping[str, str], unreadable: frozenset[str], faults: Faults, *, whole: bool
    ) -> None:
        self.line = line
        self.whole = whole
        self._cells = cells
        self._unreadable = unreadable
        self._faults = faults

    def fault(self, column: str, key: str, /, **params: Parameter) -> None:
        """Note a fault of this row, unless the cell is already known to be unreadable."""
        if column not in self._unreadable:
            self._faults.add(self.line, column, key, **params)

    def let_go(self) -> None:
        """Drop the cells once read, or the whole file would stay in memory until its last rule is checked."""
        self._cells = {}

    def has(self, column: str) -> bool:
        """Whether the cell holds anything, readable or not."""
        return column in self._unreadable or self._cells.get(column, "").strip() != ""

    def text(self, column: str, most: int = MOST_CHARACTERS) -> str:
        """The cell, empty where the file does not have the column."""
        value = self._cells.get(column, "")
        if not value or not (value := value.strip()) or column in self._unreadable:
            return ""
        if len(value) > most:
            self.fault(column, "too-long", most=most)
            return ""
        return value

    def plain(self, column: str, most: int = MOST_CHARACTERS) -> str:
        """A cell that people must be able to type: nothing invisible in it."""
        value = self.text(column, most)
        if value.isprintable():
            return value
        self.fault(column, "invisible-character")
        return ""

    def required(self, column: str) -> str:
        """As `plain`, for a cell that may not be empty."""
        value = self.plain(column)
        if not value and not self.has(column):
            self.fault(column, "required", column=column)
        return value

    def entries(self, column: str, most: int = MOST_ENTRIES) -> list[str]:
        """The entries of a cell that is a list, `;` between; empty ones do not count."""
        cell = self._cells.get(column, "")
        if not cell or column in self._unreadable:
            return []
        if ";" not in cell:
            return [cell.strip()] if cell.strip() else []
        entries = [entry for part in cell.split(";") if (entry := part.strip())]
        if len(entries) > most:
            self.fault(column, "too-many-entries", most=most)
            return []
        return entries

    def choice(self, column: str, choices: Mapping[str, object]) -> str:
        """One of `choices`; empty where the cell is empty or wrong."""
        value = self.text(column)
        if not value or value in choices:
            return value
        self.fault(column, "choice", value=shown(value), choices=tuple(choices))
        return ""
