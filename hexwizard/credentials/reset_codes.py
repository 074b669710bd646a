"""The codes of reset e-mails: long enough for a link, easy enough to type, good once and for an hour.

ASVS 6.4.3 (a reset that is no back door), 6.5.1 (used once), 6.5.3 (from chance fit for secrets).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, ResetCode, ResetState
from hexwizard.credentials.clocks import has_begun
from hexwizard.credentials.randomness import Chooser

LIFETIME = timedelta(minutes=60)
MOST_IN_A_DAY = 3
"""To one address: the first, once more when it does not arrive, and one for another day's call."""
PAUSE = timedelta(minutes=1)
"""Between two, so that a key pressed twice sends one."""
SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o or u, so that none is taken for another."""
LENGTH = 16
"""80 bits."""
_GROUP = 4
_KEPT = 5
_DAY = timedelta(hours=24)
_READ_AS = str.maketrans("ilo", "110")


def generate(chooser: Chooser) -> str:
    """A new one, as it stands in the link: sixteen symbols."""
    return "".join(chooser.choice(SYMBOLS) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """For the eye: `k7m2-9xqp-…`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read(typed: str) -> str:
    """The code as it was sent, however it was typed: in capitals, with hyphens or spaces, O for 0, I or L for 1."""
    return "".join(one for one in typed.casefold() if one != "-" and not one.isspace()).translate(_READ_AS)


def live(account: Account, now: datetime) -> ResetCode | None:
    """The one that opens now. One whose address was taken off the record meanwhile opens nothing: it went astray."""
    on_file = {comparison_key(one) for one in account.identifiers()[1:]}
    for held in account.reset_codes:
        living = held.state is ResetState.SENT and has_begun(held.sent_at, now) and now < held.expires_at
        if living and comparison_key(held.address) in on_file:
            return held
    return None


def sent_lately(account: Account, address: str, now: datetime) -> int:
    """How many went to that address in the last 24 hours."""
    key = comparison_key(address)
    return sum(held.sent_at > now - _DAY and comparison_key(held.address) == key for held in account.reset_codes)


def pause_left(account: Account, now: datetime) -> timedelta:
    """How long until another may be sent. A clock that was set back never makes it longer than it was."""
    if not account.reset_codes:
        return timedelta(0)
    return min(PAUSE, max(timedelta(0), account.reset_codes[0].sent_at + PAUSE - now))


def with_new(account: Account, sent: ResetCode) -> tuple[ResetCode, ...]:
    """The account's codes with `sent`: the one before opens nothing any more. Those of 24 hours are kept to count."""
    older = (replace(held, state=_after(held)) for held in account.reset_codes)
    since = sent.sent_at - _DAY
    return (sent, *(held for place, held in enumerate(older, 1) if place < _KEPT or held.sent_at > since))


def with_used(account: Account, used: ResetCode, at: datetime) -> tuple[ResetCode, ...]:
    """The account's codes once a password was chosen with `used`."""
    spent = replace(used, state=ResetState.USED, used_at=at)
    return tuple(spent if held == used else held for held in account.reset_codes)


def _after(held: ResetCode) -> ResetState:
    return ResetState.REPLACED if held.state is ResetState.SENT else held.state
