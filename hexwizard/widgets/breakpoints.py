"""Where the layout changes: a screen says `HORIZONTAL_BREAKPOINTS = BREAKPOINTS` and its widgets follow."""

from __future__ import annotations

from typing import Final

NARROW: Final = "-narrow"
WIDE: Final = "-wide"
BREAKPOINTS: Final[list[tuple[int, str]]] = [(0, NARROW), (100, WIDE)]
