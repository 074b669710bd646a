"""Moments as one says them on the phone: today, yesterday, three weeks ago."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from hexwizard.locale.message import Message, say

_UNITS: Final = (("years", 365, 2), ("months", 30, 2), ("weeks", 7, 2), ("days", 1, 2))
"""The days that a unit has, and from how many of them on it is counted in."""


def day_of(moment: datetime, now: datetime) -> Message:
    """The day of `moment` as seen on the day of `now`, both in the time zone of this machine; whole units only."""
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days < 1:
        return say("relative.today")
    for name, size, least in _UNITS:
        if days >= size * least:
            return say(f"relative.{name}", count=days // size)
    return say("relative.yesterday")
