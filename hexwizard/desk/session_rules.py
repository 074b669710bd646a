"""When the wizard locks itself, and when a sign-in is too old for what opens an account (ASVS 7.3.1, 7.5.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import OPERATORS, Actor

LOCK_AFTER = timedelta(minutes=10)
SHORTEST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(minutes=30)
SIGN_AGAIN_AFTER = timedelta(minutes=15)
SHORTEST_SIGN_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`lock_after`: without a key or the mouse. `sign_again_after`: since the password was given last."""

    lock_after: timedelta = LOCK_AFTER
    sign_again_after: timedelta = SIGN_AGAIN_AFTER


class SignInAgain(Problem):
    """The operator's last sign-in is too long ago for this act."""


def require_fresh_sign_in(actor: Actor, now: datetime, rules: SessionRules) -> None:
    """Raises `SignInAgain` where an operator's password was given too long ago, or after `now`."""
    if actor.role not in OPERATORS:
        return
    at = actor.signed_in_at
    if at is None or not timedelta(0) <= now - at <= rules.sign_again_after:
        raise SignInAgain("problem.sign-in-again", time=rules.sign_again_after)
