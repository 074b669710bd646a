"""Which account an identifier means, when several hold it."""

from __future__ import annotations

from collections.abc import Iterable

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Place

_RANK = {Place.USERNAME: 0, Place.PRIMARY: 1, Place.SECONDARY: 2}


def owner(identifier: str, holders: Iterable[Account]) -> Account | None:
    """The account meant by `identifier` among those that hold it, None where none does.

    A live account wins over a merged one, then the place that opens the app over the secondary one (the contract,
    `diagnose`); the username settles what is left, so that the order of the file never shows.
    """
    ranked = [
        ((account.is_merged, _RANK[place], comparison_key(account.username)), account)
        for account in holders
        if (place := account.place_of(identifier)) is not None
    ]
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def entrant(identifier: str, holders: Iterable[Account]) -> Account | None:
    """The account that `identifier` opens at the sign-in: as `owner`, over usernames and primary e-mails alone."""
    return owner(identifier, (held for held in holders if held.place_of(identifier) is not Place.SECONDARY))
