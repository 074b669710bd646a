"""A call set aside while something is waited for; it stays open and goes on at the very screen where it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from hexwizard.accounts.problems import Problem


class Awaited(StrEnum):
    """What a parked call waits for."""

    EMAIL = "email"
    CLIENT = "client"
    PROFESSIONAL = "professional"
    OTHER = "other"


USUAL_WAIT: Final = {
    Awaited.EMAIL: timedelta(minutes=10),  # article, around it: wait ten minutes, then ask once more
    Awaited.CLIENT: timedelta(minutes=30),
    Awaited.PROFESSIONAL: timedelta(hours=1),
    Awaited.OTHER: timedelta(minutes=15),
}
SHORTEST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=24)


class CannotPark(Problem):
    """The call is not the operator's to set aside: it has ended, or the Hexperts have it."""


class OddWait(Problem):
    """No number of minutes, or one outside `SHORTEST_WAIT` to `LONGEST_WAIT`."""


@dataclass(frozen=True, slots=True)
class Parking:
    """Since when the call waits, and at what time whoever parked it wants to be reminded."""

    awaited: Awaited
    since: datetime
    until: datetime

    def is_due(self, at: datetime) -> bool:
        """Whether it has waited long enough."""
        return at >= self.until


def wait_of(awaited: Awaited, minutes: str) -> timedelta:
    """How long to wait: `minutes` as typed, or the usual wait where nothing was. Raises `OddWait`."""
    typed = minutes.strip()
    if not typed:
        return USUAL_WAIT[awaited]
    wait = timedelta(minutes=int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) <= 4 else timedelta(0)
    if not SHORTEST_WAIT <= wait <= LONGEST_WAIT:
        most = int(LONGEST_WAIT.total_seconds() // 60)
        raise OddWait("problem.odd-wait", given=typed, most=most)
    return wait
