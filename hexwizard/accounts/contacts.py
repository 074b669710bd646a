"""Which of a client's numbers and addresses are new on the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, NewContact


def contacts(account: Account) -> tuple[str, ...]:
    """Every number and address on file, the number first."""
    return tuple(one for one in (account.phone, account.primary_email, *account.secondary_emails) if one)


def noting_changes(before: Account, after: Account, at: datetime) -> Account:
    """`after` knowing that its contact details changed at `at`, and which of them are new; as it is where none did.

    What is merely taken off the record gives nobody a way in, and does not count.
    """
    known = {comparison_key(one) for one in contacts(before)}
    here = {comparison_key(one) for one in contacts(after)}
    kept = tuple(one for one in before.new_contacts if comparison_key(one.value) in here)
    added = tuple(NewContact(one, at) for one in contacts(after) if comparison_key(one) not in known)
    primary = after.primary_email
    moved = primary is not None and comparison_key(primary) != comparison_key(before.primary_email or "")
    if not added and not moved:
        return after if kept == after.new_contacts else replace(after, new_contacts=kept)
    return replace(after, contact_changed_at=at, new_contacts=(*kept, *added))


def new_since(account: Account, value: str) -> datetime | None:
    """When `value` came onto the record; None where it has always been there, as far as is known."""
    key = comparison_key(value)
    return max((one.at for one in account.new_contacts if comparison_key(one.value) == key), default=None)
