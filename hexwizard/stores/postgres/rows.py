"""One statement over rows of values, sent row by row where they are few and all at once where they are many.

An act writes one row here and there: to send it as arrays of one takes the server and this side a third longer. An
import writes a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Statement: TypeAlias = tuple[str, Sequence[object]]
Values: TypeAlias = tuple[object, ...]

_FEW = 2
_MOST = 5000


@dataclass(frozen=True, slots=True)
class OverRows:
    """What is done with rows: SQL for one, which takes its values, and for many, which takes an array a column."""

    one: str
    many: str

    def statements(self, rows: Sequence[Values]) -> Iterator[Statement]:
        """What is to be sent for `rows`; nothing where there are none."""
        if len(rows) <= _FEW:
            yield from ((self.one, row) for row in rows)
            return
        for begin in range(0, len(rows), _MOST):
            yield self.many, [list(column) for column in zip(*rows[begin : begin + _MOST], strict=True)]


def over_rows(sql: str, **columns: str) -> OverRows:
    """`sql` has `{g}` where the rows stand as a table `g`, of these `columns` with their types, and of `place`.

    `place` counts the rows from 1. Arrays are sent in binary: as text, each quotation mark of a record is escaped by
    itself.
    """
    names = ", ".join((*columns, "place"))
    values = ", ".join((*(f"%s::{kind}" for kind in columns.values()), "1"))
    arrays = ", ".join(f"%b::{kind}[]" for kind in columns.values())
    one, many = f"(VALUES ({values}))", f"unnest({arrays}) WITH ORDINALITY"
    return OverRows(*(sql.format(g=f"{rows} AS g ({names})") for rows in (one, many)))
