"""What is kept of a letter: all of it while it waits; afterwards to whom, about what, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hexwizard.desk.kept_message import KeptMessage
from hexwizard.mail.mailer import Letter


class MailKind(StrEnum):
    CODE = "code"
    INVITATION = "invitation"
    CHANGE = "change"
    RESET = "reset"
    TEMPORARY_PASSWORD = "temporary-password"  # noqa: S105 - a letter's kind


class MailState(StrEnum):
    """QUEUED waits to be sent; SENT was accepted, by the server or the outbox folder.

    REFUSED: the server said no for good. GIVEN_UP: it could not be sent in time. Neither is tried again.
    """

    QUEUED = "queued"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """One letter. Times are UTC.

    `expires_at`: worth nothing afterwards, and given up. `case` and `username`: about what and whom, empty where
    neither. `body` may hold a code: it waits hidden (`hiding.py`), and is wiped once the letter is no longer queued.
    `reason` is why the last try failed, `receipt` what the server or the outbox answered. `wrong_address`: nobody has
    it. `claim` names who is sending it, until `claimed_until`.
    """

    id: str
    kind: MailKind
    to: str
    name: str
    language: str
    subject: str
    body: str = field(repr=False)
    queued_at: datetime
    expires_at: datetime
    next_at: datetime
    username: str = ""
    case: str = ""
    state: MailState = MailState.QUEUED
    tries: int = 0
    claim: str = ""
    claimed_until: datetime | None = None
    settled_at: datetime | None = None
    receipt: str = ""
    reason: KeptMessage | None = None
    wrong_address: bool = False

    @property
    def letter(self) -> Letter:
        """What is sent: the same at each try."""
        return Letter(self.id, self.queued_at, self.to, self.name, self.subject, self.body, self.language)

    def is_free(self, now: datetime) -> bool:
        """Whether it may be sent now: it waits, its time has come, and nobody is at it."""
        claimed = self.claimed_until is not None and now < self.claimed_until
        return self.state is MailState.QUEUED and self.next_at <= now and not claimed
