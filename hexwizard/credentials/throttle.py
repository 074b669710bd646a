"""Failed sign-ins of a client: five are free, then each is followed by a longer hold.

NIST SP 800-63B-4 §3.2.2: no more than 100 consecutive failures; OWASP ASVS 6.3.1: the hold must not lock people out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hexwizard.accounts.model import Attempts

FREE_FAILURES = 5
FIRST_HOLD = timedelta(seconds=30)
LONGEST_HOLD = timedelta(minutes=15)
STOP = 100
OPERATOR_FREE_FAILURES = 4


def failed(attempts: Attempts, now: datetime) -> Attempts:
    """One more failure."""
    return Attempts(attempts.failures + 1, now)


def hold_after(failures: int, free: int = FREE_FAILURES) -> timedelta | None:
    """How long sign-ins are refused after that many failures; None: until somebody unlocks the account."""
    if failures >= STOP:
        return None
    if failures <= free:
        return timedelta(0)
    doublings = min(failures - free - 1, 10)
    return min(FIRST_HOLD * int(2**doublings), LONGEST_HOLD)


def is_stopped(attempts: Attempts) -> bool:
    """Whether only an unlock opens the account again."""
    return attempts.failures >= STOP


def remaining(attempts: Attempts, now: datetime, free: int = FREE_FAILURES) -> timedelta:
    """What is left of the hold: zero when sign-ins are accepted; the longest hold where only an unlock ends it.

    A clock that was set back never makes a hold longer than it was.
    """
    hold = hold_after(attempts.failures, free)
    if hold is None:
        return LONGEST_HOLD
    if attempts.last_at is None or not hold:
        return timedelta(0)
    return min(hold, max(timedelta(0), attempts.last_at + hold - now))
