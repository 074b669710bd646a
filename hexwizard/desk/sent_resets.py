"""What the record and the queue know of a client's newest reset e-mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from hexwizard.accounts.model import Account
from hexwizard.credentials import reset_codes
from hexwizard.desk.mailing.records import MailState, QueuedMail
from hexwizard.diagnosis.facts import Delivery, ResetMail
from hexwizard.stores.protocol import Reader, Table

FATES = {
    MailState.QUEUED: Delivery.WAITING,
    MailState.SENT: Delivery.ACCEPTED,
    MailState.REFUSED: Delivery.REFUSED,
    MailState.GIVEN_UP: Delivery.GIVEN_UP,
}


def newest(reader: Reader, account: Account, now: datetime) -> ResetMail | None:
    """The client's newest reset e-mail and what became of it; None where none was ever sent."""
    if not account.reset_codes:
        return None
    code = account.reset_codes[0]
    left = code.expires_at - now if reset_codes.live(account, now) == code else timedelta(0)
    mail = letter_of(reader, account)
    if mail is None:
        return ResetMail(code, left)
    why = mail.reason.message() if mail.reason is not None else None
    return ResetMail(code, left, FATES[mail.state], why, mail.wrong_address)


def letter_of(reader: Reader, account: Account) -> QueuedMail | None:
    """The letter with the newest code, as the queue has it; None where there is none any more."""
    held = account.reset_codes[0] if account.reset_codes else None
    return reader.get(Table.MAIL, held.mail, QueuedMail) if held is not None and held.mail else None
