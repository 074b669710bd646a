"""The fewest keystrokes between what was typed and what is on record, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hexwizard.diagnosis.near_misses.keyboard import are_neighbours

_STROKE = 100  # fewer strokes always win; what is added to it settles between as many


class Stroke(Enum):
    """What the typing hand did: two letters swapped, one instead of another, one too many, one left out."""

    SWAPPED = "swapped"
    REPLACED = "replaced"
    EXTRA = "extra"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Edit:
    """One stroke, at `typed_at` of the typed text and `recorded_at` of the one on record."""

    stroke: Stroke
    typed_at: int
    recorded_at: int


def edits(typed: str, recorded: str) -> tuple[Edit, ...]:
    """The strokes of an optimal string alignment, in order; none where the texts are equal.

    Among as few strokes, those that a hand makes most easily. Quadratic in the part that differs: meant for
    pairs already known to be near.
    """
    start = _common_prefix(typed, recorded)
    end = _common_prefix(typed[start:][::-1], recorded[start:][::-1])
    left, right = typed[start : len(typed) - end], recorded[start : len(recorded) - end]
    doubled = [_is_doubled(typed, at) for at in range(start, len(typed) - end)]
    path = _Grid(left, right, doubled).path()
    return tuple(Edit(stroke, start + row, start + column) for stroke, row, column in path)


def _common_prefix(first: str, second: str) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def _is_doubled(typed: str, at: int) -> bool:
    return typed[at] in typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]


class _Grid:
    """The cheapest way to each pair of places in the two texts."""

    def __init__(self, left: str, right: str, doubled: list[bool]) -> None:
        self._left, self._right, self._doubled = left, right, doubled
        self._costs: list[list[int]] = []
        for row in range(len(left) + 1):
            self._costs.append([])
            for column in range(len(right) + 1):
                ways = [cost for cost, *_ in self._ways(row, column)]
                self._costs[row].append(min(ways, default=0))

    def path(self) -> list[tuple[Stroke, int, int]]:
        """The strokes on the cheapest way, each with its place in the two texts."""
        row, column, found = len(self._left), len(self._right), list[tuple[Stroke, int, int]]()
        while row or column:
            _, stroke, row, column = min(self._ways(row, column), key=lambda way: way[0])
            if stroke is not None:
                found.append((stroke, row, column))
        return found[::-1]

    def _ways(self, row: int, column: int) -> Iterator[tuple[int, Stroke | None, int, int]]:
        """The last steps towards a pair of places: what each costs in all, its stroke, whence it comes."""
        left, right, costs = self._left, self._right, self._costs
        if row and column:
            letter, other = left[row - 1], right[column - 1]
            step = 0 if letter == other else _STROKE + (1 if are_neighbours(letter, other) else 10)
            yield costs[row - 1][column - 1] + step, Stroke.REPLACED if step else None, row - 1, column - 1
        pair = left[row - 2 : row] if row > 1 and column > 1 else ""
        if pair and pair == right[column - 2 : column][::-1] and pair != pair[::-1]:
            yield costs[row - 2][column - 2] + _STROKE, Stroke.SWAPPED, row - 2, column - 2
        if row:
            step = _STROKE + (0 if self._doubled[row - 1] else 5)
            yield costs[row - 1][column] + step, Stroke.EXTRA, row - 1, column
        if column:
            yield costs[row][column - 1] + _STROKE + 2, Stroke.MISSING, row, column - 1
