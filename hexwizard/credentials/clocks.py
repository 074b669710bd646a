"""How far clocks may be trusted: what is given with a time counts at no moment before it.

A clock that was set back would else revive what is over. Between two machines clocks differ a little.
"""

from __future__ import annotations

from datetime import datetime, timedelta

SKEW = timedelta(minutes=5)
"""What Kerberos allows (RFC 4120 §3.2.3)."""


def has_begun(at: datetime, now: datetime) -> bool:
    """Whether `at` is no later than `now`, as far as clocks agree."""
    return at <= now + SKEW
