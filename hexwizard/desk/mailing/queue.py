"""The queue of letters in the store: written with the act that causes them, claimed by one sender at a time.

A claim ends by itself, so that a letter whose sender died is sent by another. What SMTP leaves open (RFC 5321 §4.5.4.1
and RFC 1047): where a sender dies between the server's 250 and our record of it, the letter goes out once more, with
the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile

from hexwizard.accounts.model import Account
from hexwizard.credentials.randomness import Chooser
from hexwizard.desk.kept_message import keep
from hexwizard.desk.mailing.records import MailKind, MailState, QueuedMail
from hexwizard.mail.mailer import MailNotSent, MailRefused
from hexwizard.stores.protocol import Reader, Store, Table, Transaction

PATIENCE = timedelta(hours=24)
"""How long a letter that holds no code is tried."""
LEASE = timedelta(minutes=3)
"""How long a letter is kept from other senders: longer than any try takes."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
KEPT_FOR = timedelta(days=90)
"""How long what became of a letter is kept."""
_DIGITS = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be queued. `lifetime`: how long it is worth sending. `body` may hold a code."""

    kind: MailKind
    to: str
    name: str
    subject: str
    body: str = field(repr=False)
    language: str
    lifetime: timedelta = PATIENCE


def enqueue(
    transaction: Transaction, chooser: Chooser, at: datetime, draft: Draft, *, account: Account, case: str = ""
) -> QueuedMail:
    """Write the letter down in the transaction of the act that causes it: it will be sent if, and only if, that holds.

    `case` is the id of the call in which it was caused.
    """
    mail = QueuedMail(
        id=new_id(chooser),
        kind=draft.kind,
        to=draft.to,
        name=draft.name,
        language=draft.language,
        subject=draft.subject,
        body=draft.body,
        queued_at=at,
        expires_at=at + draft.lifetime,
        next_at=at,
        username=account.username,
        case=case,
    )
    transaction.put(Table.MAIL, mail.id, mail)
    return mail


def new_id(chooser: Chooser) -> str:
    """128 bits of chance, in hexadecimal."""
    return "".join(chooser.choice(_DIGITS) for _ in range(32))


def of_case(reader: Reader, case: str) -> tuple[QueuedMail, ...]:
    """The letters of a call, oldest first."""
    if not case:
        return ()
    return tuple(mail for mail in reader.holding(Table.MAIL, "case", case, QueuedMail) if mail.case == case)


def of_client(reader: Reader, username: str) -> tuple[QueuedMail, ...]:
    """The letters to a client, oldest first."""
    found = reader.holding(Table.MAIL, "username", username, QueuedMail)
    return tuple(mail for mail in found if mail.username == username)


def waiting(reader: Reader) -> Iterator[QueuedMail]:
    """The letters that are still to be sent, oldest first."""
    found = reader.holding(Table.MAIL, "state", MailState.QUEUED.value, QueuedMail)
    return (mail for mail in found if mail.state is MailState.QUEUED)


def claim(store: Store, mail: QueuedMail, at: datetime, token: str, lease: timedelta) -> QueuedMail | None:
    """Keep it for the sender `token`; None where another was faster, or it is no longer to be sent.

    One whose time is over is given up instead, and comes back as such.
    """
    with store.transaction() as transaction:
        current = transaction.get(Table.MAIL, mail.id, QueuedMail)
        if current is None or not current.is_free(at):
            return None
        if at >= current.expires_at:
            return _put(transaction, _settled(current, MailState.GIVEN_UP, at))
        claimed = replace(current, claim=token, claimed_until=at + lease, tries=current.tries + 1)
        return _put(transaction, claimed)


def note_sent(store: Store, mail: QueuedMail, at: datetime, receipt: str) -> QueuedMail:
    """It was accepted. True whatever else has been written meanwhile."""
    with store.transaction() as transaction:
        return _put(transaction, replace(_settled(mail, MailState.SENT, at), receipt=receipt, reason=None))


def note_failure(store: Store, mail: QueuedMail, at: datetime, problem: MailNotSent) -> QueuedMail:
    """It was not: tried again later, or refused for good. Where another sender has it by now, theirs is the word."""
    with store.transaction() as transaction:
        current = transaction.get(Table.MAIL, mail.id, QueuedMail)
        if current is None or current.claim != mail.claim or current.state is not MailState.QUEUED:
            return current or mail
        failed = replace(current, reason=keep(problem.message))
        if isinstance(problem, MailRefused):
            failed = replace(failed, wrong_address=problem.wrong_address)
            return _put(transaction, _settled(failed, MailState.REFUSED, at))
        following = at + wait_after(current.tries)
        if following >= current.expires_at:
            return _put(transaction, _settled(failed, MailState.GIVEN_UP, at))
        return _put(transaction, replace(failed, claim="", claimed_until=None, next_at=following))


def release(store: Store, mail: QueuedMail) -> None:
    """Give back a claim whose try was broken off: another sender may have it at once."""
    with store.transaction() as transaction:
        current = transaction.get(Table.MAIL, mail.id, QueuedMail)
        if current is not None and current.claim == mail.claim and current.state is MailState.QUEUED:
            _put(transaction, replace(current, claim="", claimed_until=None))


def forget_old(store: Store, at: datetime) -> None:
    """Take off the record what became of letters more than `KEPT_FOR` ago."""
    settled = takewhile(lambda mail: mail.queued_at < at - KEPT_FOR, store.reader().scan(Table.MAIL, QueuedMail))
    old = [mail.id for mail in settled if mail.state is not MailState.QUEUED]
    if old:
        with store.transaction() as transaction:
            for letter in old:
                transaction.delete(Table.MAIL, letter)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 15 seconds, doubling to 15 minutes, so that a code still comes in time."""
    doubled: int = 1 << min(max(tries - 1, 0), 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _settled(mail: QueuedMail, state: MailState, at: datetime) -> QueuedMail:
    return replace(mail, state=state, settled_at=at, body="", claim="", claimed_until=None)


def _put(transaction: Transaction, mail: QueuedMail) -> QueuedMail:
    transaction.put(Table.MAIL, mail.id, mail)
    return mail
