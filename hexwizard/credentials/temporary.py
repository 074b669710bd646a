"""Temporary passwords: made of words that can be read aloud, short-lived, good for one sign-in.

ASVS 6.4.1 and 6.5.1 to 6.5.3; lifetime after Microsoft Entra's Temporary Access Pass (60 min) within NIST SP
800-63B-4's limit of 24 h.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hexwizard.accounts.model import Account, TemporaryPassword, TemporaryState
from hexwizard.accounts.problems import Problem
from hexwizard.credentials.clocks import has_begun
from hexwizard.credentials.randomness import Chooser

LIFETIME = timedelta(minutes=60)
SHORTEST_LIFETIME = timedelta(minutes=10)
LONGEST_LIFETIME = timedelta(hours=24)
MOST_IN_A_DAY = 3
LEAST_BITS = 50
LEAST_LENGTH = 15
_KEPT = 5
DAY = timedelta(hours=24)


class WeakWordList(Problem):
    """The word list gives less than the promised entropy."""

    exit_status = 2


def words_needed(list_length: int) -> int:
    """How many words of such a list make at least 50 bits. Raises `WeakWordList` under 1,024 words."""
    if list_length < 1024:
        raise WeakWordList("problem.word-list", count=list_length, least=1024)
    return math.ceil(LEAST_BITS / math.log2(list_length))


def generate(word_list: Sequence[str], chooser: Chooser) -> str:
    """A new one: words joined by hyphens, at least 50 bits and 15 characters."""
    unique = sorted(set(word_list))
    needed = words_needed(len(unique))
    while True:
        text = "-".join(chooser.choice(unique) for _ in range(needed))
        if len(text) >= LEAST_LENGTH:
            return text


def live(account: Account, now: datetime) -> TemporaryPassword | None:
    """The one that opens the account now. It alone does: the lasting password sleeps while it lives."""
    for held in account.temporary:
        if held.state is TemporaryState.ACTIVE and has_begun(held.issued_at, now) and now < held.expires_at:
            return held
    return None


def issued_lately(account: Account, now: datetime) -> int:
    """How many were made in the last 24 hours and handed over, or may have been."""
    since = now - DAY
    return sum(held.issued_at > since and held.state is not TemporaryState.VOID for held in account.temporary)


def handed_lately(account: Account, now: datetime) -> int:
    """As `issued_lately`, without the one that is still in the agent's hands."""
    return issued_lately(account, now) - (1 if (held := pending(account)) and held.issued_at > now - DAY else 0)


def with_new(account: Account, issued: TemporaryPassword) -> Account:
    """The account holding `issued`; whatever was live or pending before is replaced.

    Those of the last 24 hours are all kept, however many: they are counted.
    """
    since = issued.issued_at - DAY
    older = enumerate(all_replaced(account), 1)
    kept = (held for place, held in older if place < _KEPT or held.issued_at > since)
    return replace(account, temporary=(issued, *kept))


def all_replaced(account: Account) -> tuple[TemporaryPassword, ...]:
    """The account's temporary passwords, of which none opens any more."""
    return tuple(
        replace(held, state=TemporaryState.REPLACED)
        if held.state in (TemporaryState.ACTIVE, TemporaryState.PENDING)
        else held
        for held in account.temporary
    )


def with_state(account: Account, held: TemporaryPassword, state: TemporaryState) -> Account:
    """The account with that one temporary password in another state."""
    return replace(
        account,
        temporary=tuple(replace(one, state=state) if one == held else one for one in account.temporary),
    )


def pending(account: Account) -> TemporaryPassword | None:
    """The one that was made and not yet confirmed as handed over; it opens nothing."""
    return next((held for held in account.temporary if held.state is TemporaryState.PENDING), None)


def newest_dead(account: Account, now: datetime) -> TemporaryPassword | None:
    """The latest one, where the client was handed one and it no longer opens."""
    handed = [held for held in account.temporary if held.state not in (TemporaryState.PENDING, TemporaryState.VOID)]
    if not handed or live(account, now) is not None:
        return None
    return handed[0]
