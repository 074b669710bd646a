"""The shape and the colour of each state, so that no state is told by its colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hexwizard.diagnosis.briefing import Memory
from hexwizard.diagnosis.findings import Certainty
from hexwizard.diagnosis.rail import Mark


@dataclass(frozen=True, slots=True)
class Shape:
    glyph: str
    style: str


MARKS: Final = {
    Mark.FOUND: Shape("●", "bold $accent"),
    Mark.TO_ASK: Shape("◦", "$primary"),
    Mark.RULED_OUT: Shape("✓", "$success"),
    Mark.NOT_APPLICABLE: Shape("–", "$text-muted"),
}
CERTAINTIES: Final[Mapping[Certainty | Memory, Shape]] = {
    Certainty.CONFIRMED: Shape("■", "bold $success"),
    Certainty.LIKELY: Shape("◧", "$warning"),
    Certainty.POSSIBLE: Shape("□", "$text-muted"),
    Memory.HEARD: Shape("☎", "bold $primary"),
    Memory.NOTE: Shape("✎", "bold $accent"),
    Memory.PAST_CALL: Shape("↺", "$primary"),
    Memory.STEP: Shape("→", "$primary"),
}
CAUTION: Final = Shape("▲", "$warning")
FLAG: Final = Shape("⚑", "bold $error")
CURRENT: Final = "▶"
VISITED: Final = "·"
DONE: Final = Shape("✓", "bold $success")
CLOSED: Final = Shape("✕", "$text-muted")
