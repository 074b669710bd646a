"""Where the layout changes: every screen of the wizard gets these classes by its size, and the styles follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

TINY: Final = "-tiny"
"""Too small to work in: one line says so, and nothing else."""

NARROW: Final = "-narrow"
WIDE: Final = "-wide"
BROAD: Final = "-broad"
BREAKPOINTS: Final[list[tuple[int, str]]] = [(0, TINY), (60, NARROW), (100, WIDE), (160, BROAD)]
"""By columns: the rail is one line; it stands at the left; what to do stands beside what we know."""

LOW: Final = "-low"
SHORT: Final = "-short"
TALL: Final = "-tall"
HIGH: Final = "-high"
HEIGHTS: Final[list[tuple[int, str]]] = [(0, TINY), (20, LOW), (24, SHORT), (34, TALL), (50, HIGH)]
"""By rows: up to `SHORT` a line a repair and the details of one; from `TALL` on the details of all."""


def reached(cells: int, breakpoints: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The class of a screen that is so many cells wide, or high; `breakpoints` are in ascending order."""
    yield from [name for least, name in breakpoints if cells >= least][-1:]
