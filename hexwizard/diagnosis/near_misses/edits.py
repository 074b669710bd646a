"""The fewest keystrokes between what was typed and what is on record, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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

    Quadratic in the part that differs: meant for pairs already known to be near.
    """
    start = _common_prefix(typed, recorded)
    end = _common_prefix(typed[start:][::-1], recorded[start:][::-1])
    left, right = typed[start : len(typed) - end], recorded[start : len(recorded) - end]
    return tuple(_walk_back(left, right, _costs(left, right), start))


def _common_prefix(first: str, second: str) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length


def _swapped(left: str, right: str, row: int, column: int) -> bool:
    return (
        row > 1
        and column > 1
        and left[row - 1] == right[column - 2]
        and left[row - 2] == right[column - 1]
        and left[row - 1] != left[row - 2]
    )


def _costs(left: str, right: str) -> list[list[int]]:
    costs = [list(range(len(right) + 1))]
    for row, letter in enumerate(left, 1):
        line = [row]
        for column, other in enumerate(right, 1):
            best = min(costs[-1][column] + 1, line[-1] + 1, costs[-1][column - 1] + (letter != other))
            if _swapped(left, right, row, column):
                best = min(best, costs[row - 2][column - 2] + 1)
            line.append(best)
        costs.append(line)
    return costs


def _walk_back(left: str, right: str, costs: list[list[int]], start: int) -> list[Edit]:
    row, column, found = len(left), len(right), list[Edit]()
    while row or column:
        cost = costs[row][column]
        if row and column and left[row - 1] == right[column - 1] and cost == costs[row - 1][column - 1]:
            row, column = row - 1, column - 1
            continue
        if _swapped(left, right, row, column) and cost == costs[row - 2][column - 2] + 1:
            stroke, row, column = Stroke.SWAPPED, row - 2, column - 2
        elif row and column and cost == costs[row - 1][column - 1] + 1:
            stroke, row, column = Stroke.REPLACED, row - 1, column - 1
        elif row and cost == costs[row - 1][column] + 1:
            stroke, row = Stroke.EXTRA, row - 1
        else:
            stroke, column = Stroke.MISSING, column - 1
        found.append(Edit(stroke, start + row, start + column))
    return found[::-1]
