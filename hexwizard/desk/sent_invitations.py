"""What the queue knows of a client's newest invitation."""

from __future__ import annotations

from hexwizard.accounts.model import Account
from hexwizard.desk.mailing.records import QueuedMail
from hexwizard.desk.sent_resets import FATES
from hexwizard.diagnosis.facts import SentInvitation
from hexwizard.stores.protocol import Reader, Table


def newest_invitation(reader: Reader, account: Account) -> SentInvitation | None:
    """The invitation that went out last and what became of it; None where none went out from here."""
    mail = reader.get(Table.MAIL, account.invitation, QueuedMail) if account.invitation else None
    if mail is None:
        return None
    why = mail.reason.message() if mail.reason is not None else None
    return SentInvitation(mail.to, FATES[mail.state], why, mail.wrong_address)
