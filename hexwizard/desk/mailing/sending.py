"""Letters that an act of the desk causes, written down with it."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.accounts.model import Account
from hexwizard.desk.mailing import letters
from hexwizard.desk.mailing.hiding import hidden
from hexwizard.desk.mailing.letters import Changed
from hexwizard.desk.mailing.queue import Draft, enqueue
from hexwizard.desk.mailing.records import QueuedMail
from hexwizard.desk.services import Acting, Services


def send(services: Services, acting: Acting, draft: Draft, account: Account, case: str = "") -> QueuedMail | None:
    """Queue the letter in the act's transaction; None where no mail can be sent at all.

    `case` is the id of the call, empty outside one.
    """
    if services.mailer is None:
        return None
    kept = replace(draft, body=hidden(services.store, services.chooser, draft.body))
    return enqueue(acting.transaction, services.chooser, acting.at, kept, account=account, case=case)


def send_notice(services: Services, acting: Acting, before: Account, changed: Changed, case: str = "") -> None:
    """Tell the client, at the address that was on record before the act, what was changed. Nowhere without one."""
    address = address_of(before)
    if address is not None:
        send(services, acting, letters.notice(before, address, changed, before.language.value), before, case)


def send_invitation(services: Services, acting: Acting, account: Account, language: str, case: str = "") -> str:
    """Queue « Renvoyer l'invitation » to where the client is written to; returns the letter's id, empty for none."""
    address = address_of(account)
    if address is None:
        return ""
    mail = send(services, acting, letters.invitation(account, address, language), account, case)
    return "" if mail is None else mail.id


def send_everywhere(services: Services, acting: Acting, account: Account, changed: Changed) -> None:
    """Tell the client at every address on record: whoever changed it may hold one of them."""
    for address in account.identifiers()[1:]:
        send(services, acting, letters.notice(account, address, changed, account.language.value), account)


def address_of(account: Account) -> str | None:
    """Where a client is written to: the primary e-mail, else the first secondary one."""
    return account.primary_email or next(iter(account.secondary_emails), None)
