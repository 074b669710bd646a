"""A case in the Hexperts' queue, from the agent's key to the answer that the agent sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hexwizard.desk.packet import Packet


class HandOverState(StrEnum):
    """Where a case stands in the queue. ANSWERED is still the Hexpert's; ENDED has left the queue."""

    WAITING = "waiting"
    TAKEN = "taken"
    ANSWERED = "answered"
    ENDED = "ended"


class HandOverOutcome(StrEnum):
    """What the Hexpert came to."""

    REPAIRED = "repaired"
    ADVISED = "advised"
    NOT_POSSIBLE = "not-possible"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Who handed the case over, with what packet; who has it; what was answered; how it ended."""

    case: str
    by: str
    at: datetime
    packet: Packet
    taken_by: str | None = None
    taken_at: datetime | None = None
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None
    outcome: HandOverOutcome | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None

    @property
    def is_in_queue(self) -> bool:
        return self.ended_at is None

    @property
    def is_answered(self) -> bool:
        """Whether there is something for the agent to read."""
        return bool(self.answer) or self.ended_at is not None

    @property
    def state(self) -> HandOverState:
        if self.ended_at is not None:
            return HandOverState.ENDED
        if self.taken_by is None:
            return HandOverState.WAITING
        return HandOverState.ANSWERED if self.answer else HandOverState.TAKEN
