"""What is kept of how callers were verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from hexwizard.credentials.clocks import has_begun

DAY = timedelta(hours=24)


class VerificationMethod(StrEnum):
    """How a caller is verified; never by reciting facts of the record (ASVS 6.4.2)."""

    CALL_BACK = "call-back"
    EMAIL_CODE = "email-code"
    KNOWN_PROFESSIONAL = "known-professional"


class AttemptOutcome(StrEnum):
    """REFUSED and UNANSWERED fail the verification; SENT, UNDELIVERED and WRONG leave it open."""

    PROVED = "proved"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    WRONG = "wrong"

    @property
    def fails(self) -> bool:
        return self in (AttemptOutcome.REFUSED, AttemptOutcome.UNANSWERED)


class Flag(StrEnum):
    """What makes a case suspicious: acts that open an account then want a second operator."""

    THIRD_RESET = "third-reset"
    SEVERAL_CLIENTS = "several-clients"
    CONTACT_CHANGED = "contact-changed"
    VERIFICATION_FAILED = "verification-failed"
    MANY_ATTEMPTS = "many-attempts"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One step of verifying a caller. `at` is UTC.

    `where` is the number, the address, or the professional and the company: always off the record but for the
    professional's name. `policy` names the loosened policy under which it was done, empty for the built-in one.
    """

    method: VerificationMethod
    outcome: AttemptOutcome
    case: str
    by: str
    at: datetime
    where: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code on its way. Only its argon2id hash is kept.

    A keyed hash would need its key beside it, and who copies the file copies both; argon2id makes a copied file cost
    days of guessing, while the code lives minutes.
    """

    hash: str = field(repr=False)
    case: str
    address: str
    expires_at: datetime
    sent_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        return now < self.expires_at and (self.sent_at is None or has_begun(self.sent_at, now))


@dataclass(frozen=True, slots=True)
class Approval:
    """A second operator, `by`, signed beside the first for these flags of this case."""

    by: str
    beside: str
    case: str
    at: datetime
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class ResetTold:
    """The client was told to ask for the reset e-mail."""

    case: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Vetting:
    """All that is known of the callers who said that they were this client, across the cases of the last 24 hours."""

    attempts: tuple[Attempt, ...] = ()
    code: SentCode | None = None
    approvals: tuple[Approval, ...] = ()
    resets: tuple[ResetTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A client whom a caller asked about."""

    username: str
    case: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CallerSeen:
    """Whom one number asked about in the last 24 hours."""

    sightings: tuple[Sighting, ...] = ()

    def clients(self, now: datetime) -> frozenset[str]:
        """The usernames asked about from that number in the 24 hours before `now`."""
        return frozenset(one.username for one in self.sightings if one.at > now - DAY)
