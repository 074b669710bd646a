"""The account as the record has it. Values never change; an act makes new ones (`dataclasses.replace`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hexwizard.accounts.identifiers import comparison_key


class Status(StrEnum):
    ACTIVE = "active"
    MERGED = "merged"


class Language(StrEnum):
    FRENCH = "fr"
    ENGLISH = "en"


class Platform(StrEnum):
    IOS = "ios"
    ANDROID = "android"


class Place(StrEnum):
    """How an account holds an identifier. Only the first two open the app (article, section 2c; rule 1)."""

    USERNAME = "username"
    PRIMARY = "primary"
    SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class Company:
    """A company (« entreprise ») that follows clients; `left_on` is the day on which it stopped using the product."""

    id: str
    name: str
    left_on: date | None = None

    def uses_product(self, today: date) -> bool:
        return self.left_on is None or self.left_on > today


@dataclass(frozen=True, slots=True)
class Membership:
    """A client's tie to a company; `withdrawn_by` names the professional who took the app access away."""

    company_id: str
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class MobileApp:
    """The app that the client was last seen with."""

    platform: Platform
    version: str


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed sign-ins since the last right password; `last_at` is when the newest of them was made."""

    failures: int = 0
    last_at: datetime | None = None


class TemporaryState(StrEnum):
    """PENDING opens nothing yet; ACTIVE opens once; the others never open again."""

    PENDING = "pending"
    ACTIVE = "active"
    USED = "used"
    REPLACED = "replaced"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class TemporaryPassword:
    """A temporary password as the file keeps it: its argon2id hash, its life, and who made it."""

    hash: str = field(repr=False)
    issued_at: datetime
    expires_at: datetime
    issued_by: str
    state: TemporaryState


class ResetState(StrEnum):
    """SENT opens once, in time; the others never again."""

    SENT = "sent"
    USED = "used"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class ResetCode:
    """The code of a reset e-mail as the file keeps it: its argon2id hash, its life, where it went and by whom.

    `mail` is the letter's id in the queue. `used_at` is set once a new password was chosen with it.
    """

    hash: str = field(repr=False)
    sent_at: datetime
    expires_at: datetime
    sent_by: str
    address: str
    mail: str = ""
    state: ResetState = ResetState.SENT
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a record last, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NewContact:
    """A number or an address that was put on the record at `at` (UTC)."""

    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PinnedNote:
    """A short note that an operator pinned on a client for whoever takes the next call."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """A client's account. `temporary` and `reset_codes` keep the latest ones, newest first; `notes` oldest first.

    `signed_out_at`: sessions of the app that began before are over, since the password was changed then. `invitation`
    is the id of the letter that invited last, empty where none did.
    """

    username: str
    given_name: str = ""
    family_name: str = ""
    primary_email: str | None = None
    secondary_emails: tuple[str, ...] = ()
    phone: str = ""
    language: Language = Language.FRENCH
    status: Status = Status.ACTIVE
    merged_into: str | None = None
    memberships: tuple[Membership, ...] = ()
    first_connection: datetime | None = None
    app: MobileApp | None = None
    password_hash: str | None = field(default=None, repr=False)
    must_choose_password: bool = False
    temporary: tuple[TemporaryPassword, ...] = ()
    attempts: Attempts = Attempts()
    invited_at: datetime | None = None
    invitation: str = ""
    told_app_version_at: datetime | None = None
    contact_changed_at: datetime | None = None
    new_contacts: tuple[NewContact, ...] = ()
    notes: tuple[PinnedNote, ...] = ()
    last_change: Change | None = None
    reset_codes: tuple[ResetCode, ...] = ()
    signed_out_at: datetime | None = None

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.username

    @property
    def is_merged(self) -> bool:
        return self.status is Status.MERGED

    def place_of(self, identifier: str) -> Place | None:
        """How this account holds `identifier`; None where it does not."""
        key = comparison_key(identifier)
        if comparison_key(self.username) == key:
            return Place.USERNAME
        if self.primary_email is not None and comparison_key(self.primary_email) == key:
            return Place.PRIMARY
        if any(comparison_key(address) == key for address in self.secondary_emails):
            return Place.SECONDARY
        return None

    def entering_identifiers(self) -> tuple[str, ...]:
        """What opens the app: the username and the primary e-mail (rule 1)."""
        return (self.username,) if self.primary_email is None else (self.username, self.primary_email)

    def identifiers(self) -> tuple[str, ...]:
        """Everything by which the account can be looked up, secondary e-mails last."""
        return (*self.entering_identifiers(), *self.secondary_emails)

    def active_companies(self, companies: Mapping[str, Company], today: date) -> tuple[Company, ...]:
        """The companies through which the client still has access (rule 7), in the record's order."""
        return tuple(
            companies[tie.company_id]
            for tie in self.memberships
            if tie.withdrawn_by is None
            and tie.company_id in companies
            and companies[tie.company_id].uses_product(today)
        )
