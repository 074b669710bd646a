"""The shape and the colour of each state, so that no state is told by its colour alone.

Those of the diagnosis stand in `marks`: the first screen shows none of them, and is spared its import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    glyph: str
    style: str


CAUTION: Final = Shape("▲", "$warning")
FLAG: Final = Shape("⚑", "bold $error")
CURRENT: Final = "▶"
VISITED: Final = "·"
DONE: Final = Shape("✓", "bold $success")
CLOSED: Final = Shape("✕", "$text-muted")
