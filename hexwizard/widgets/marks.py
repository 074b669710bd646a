"""The shapes of what the diagnosis says: a mark for each section of the rail, one for how certain a finding is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hexwizard.diagnosis.briefing import Memory
from hexwizard.diagnosis.findings import Certainty
from hexwizard.diagnosis.rail import Mark
from hexwizard.widgets.shapes import Shape

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
