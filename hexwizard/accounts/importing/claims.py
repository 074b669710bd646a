"""Each username and e-mail enters one live account only (the contract, « Import files »)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.importing.draft import Draft
from hexwizard.accounts.importing.existing import NO_ACCOUNTS, Existing
from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.model import Place


def refuse_shared_claims(drafts: Mapping[str, Draft], existing: Existing) -> Iterator[None]:
    """Note a fault wherever two live accounts would be entered by one identifier; yields after each account.

    Merged accounts claim nothing, and a secondary e-mail enters nothing: both may be shared.
    """
    claimed: dict[str, Draft] = {}
    for draft in drafts.values():
        if not draft.account.is_merged:
            for column, identifier, key in _claims(draft):
                first = claimed.setdefault(key, draft)
                if first is not draft:
                    draft.row.fault(column, "taken-in-file", value=shown(identifier), line=first.row.line)
                if existing is not NO_ACCOUNTS:
                    _refuse_taken_in_store(draft, column, identifier, drafts, existing)
        yield


def _claims(draft: Draft) -> Iterable[tuple[str, str, str]]:
    """Column, identifier and key of what would enter the account."""
    username = ("username", draft.account.username, draft.key)
    email = draft.account.primary_email
    return (username,) if email is None else (username, ("primary_email", email, comparison_key(email)))


def _refuse_taken_in_store(
    draft: Draft, column: str, identifier: str, drafts: Mapping[str, Draft], existing: Existing
) -> None:
    for holder in existing.holders(identifier):
        entered = holder.place_of(identifier) is not Place.SECONDARY
        if entered and not holder.is_merged and comparison_key(holder.username) not in drafts:
            draft.row.fault(column, "taken-in-store", value=shown(identifier), username=shown(holder.username))
