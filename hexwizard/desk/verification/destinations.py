"""Where a caller may be reached: numbers and addresses of the record, never one that was given during the call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hexwizard.accounts.contacts import new_since
from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Company
from hexwizard.desk.case import Case
from hexwizard.locale.message import Message, say
from hexwizard.stores.protocol import Reader


@dataclass(frozen=True, slots=True)
class Destination:
    """`value` stands on the record. `doubt` says why it proves little; `closed` why it proves nothing here."""

    value: str
    doubt: Message | None = None
    closed: Message | None = None


def number_on_file(account: Account, case: Case, now: datetime, change_for: timedelta) -> Destination | None:
    """The number to call back; None where the record has none."""
    return _destination(account, account.phone, case, now, change_for) if account.phone.strip() else None


def addresses_on_file(
    reader: Reader, account: Account, case: Case, now: datetime, change_for: timedelta
) -> tuple[Destination, ...]:
    """The addresses that a code may go to, those without doubt first."""
    found = [_destination(account, one, case, now, change_for) for one in account.identifiers()[1:]]
    marked = [_shared(reader, account, one) for one in found]
    return tuple(sorted(marked, key=lambda one: (one.closed is not None, one.doubt is not None)))


def vouching_companies(reader: Reader, account: Account, now: datetime) -> tuple[Company, ...]:
    """The companies whose professionals may vouch: those that follow the client and still use the product.

    One that took the access away is among them: it is its professional who gives it back (article, section 4.2).
    """
    companies = reader.companies()
    return tuple(
        companies[tie.company_id]
        for tie in account.memberships
        if tie.company_id in companies and companies[tie.company_id].uses_product(now.date())
    )


def _destination(account: Account, value: str, case: Case, now: datetime, change_for: timedelta) -> Destination:
    since = new_since(account, value)
    if since is None or since <= now - change_for:
        return Destination(value)
    if since >= case.opened_at:
        return Destination(value, closed=say("destination.given-in-this-call"))
    return Destination(value, doubt=say("destination.new", moment=since))


def _shared(reader: Reader, account: Account, one: Destination) -> Destination:
    """An address that another account holds too may be read by somebody else."""
    if one.closed is not None or one.doubt is not None:
        return one
    key = comparison_key(account.username)
    others = [held.username for held in reader.holders(one.value) if comparison_key(held.username) != key]
    return Destination(one.value, doubt=say("destination.shared", username=others[0])) if others else one
