"""Everything that a diagnosis may know: read off the record, or answered during the call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Company, MobileApp, Place, Platform, ResetCode, TemporaryState
from hexwizard.credentials.slips import PasswordSlip
from hexwizard.diagnosis.candidates import Candidate
from hexwizard.locale.message import Message


class PhoneMessage(StrEnum):
    """What the client's app shows."""

    INVALID = "invalid"
    DEACTIVATED = "deactivated"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """How a password given in the call fared; the password itself is gone.

    `slip`: it would pass but for this slip. `dead`: it is a temporary password that no longer opens; EXPIRED ones are
    still ACTIVE on record.
    """

    right: bool
    slip: PasswordSlip | None = None
    dead: TemporaryState | None = None


class Delivery(StrEnum):
    """What became of a letter: WAITING is tried again; REFUSED the server would not have it; GIVEN_UP in time."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class ResetMail:
    """The newest reset e-mail: its code as the record has it, and what became of the letter (None: not known).

    `left` is how long the code still opens, zero where it does not. `why` is what the server said last, None where it
    said nothing; `wrong_address`: that nobody has the address.
    """

    code: ResetCode
    left: timedelta
    delivery: Delivery | None = None
    why: Message | None = None
    wrong_address: bool = False

    def used_lately(self, now: datetime) -> bool:
        """Whether the client chose a password with it within the hour."""
        return self.code.used_at is not None and now < self.code.expires_at

    def went_to(self, address: str | None) -> bool:
        return address is not None and comparison_key(address) == comparison_key(self.code.address)


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """The newest invitation, where it went, and what became of the letter; `why` and `wrong_address` as of a reset."""

    address: str
    delivery: Delivery
    why: Message | None = None
    wrong_address: bool = False

    @property
    def is_to_nobody(self) -> bool:
        """Whether the server says that nobody has the address."""
        return self.delivery is Delivery.REFUSED and self.wrong_address


@dataclass(frozen=True, slots=True)
class Facts:
    """The input of every rule.

    `identifier` is None while nobody has asked what the client types. `account` is the one that the identifier means,
    or the one that the agent chose. `companies` holds all of the account's; `others` are further accounts that hold
    the same identifier. `hold` is what remains of the throttle's hold. `no_mail` is None until asked. `provider` is
    the mailbox provider whose advice fits the account's address; `domain_meant` the provider's domain that the
    address probably means, empty where nothing is wrong with it. `caller_verified`: who is on the line is proved.
    """

    now: datetime
    identifier: str | None
    account: Account | None = None
    survivor: Account | None = None
    companies: Mapping[str, Company] = field(default_factory=dict)
    others: tuple[Account, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    message: PhoneMessage | None = None
    no_mail: bool | None = None
    app: MobileApp | None = None
    newest: Mapping[Platform, str] = field(default_factory=dict)
    password: PasswordCheck | None = None
    hold: timedelta = timedelta(0)
    stopped: bool = False
    dead_temporary: TemporaryState | None = None
    has_live_temporary: bool = False
    temporary_passwords_today: int = 0
    provider: str | None = None
    domain_meant: str = ""
    reset: ResetMail | None = None
    invitation: SentInvitation | None = None
    caller_verified: bool = False

    @property
    def place(self) -> Place | None:
        """How the account holds what the client types; None where it does not, or nothing is known."""
        if self.account is None or self.identifier is None:
            return None
        return self.account.place_of(self.identifier)

    @property
    def active_companies(self) -> tuple[Company, ...]:
        if self.account is None:
            return ()
        return self.account.active_companies(self.companies, self.now.date())

    @property
    def is_deactivated(self) -> bool:
        """Merged, or without any active membership (article, section 4; rule 7)."""
        return self.account is not None and (self.account.is_merged or not self.active_companies)

    @property
    def address_refused(self) -> ResetMail | None:
        """The reset e-mail that the server refused, where nobody has the address that is still the primary one."""
        sent = self.reset
        if sent is None or self.account is None or not sent.went_to(self.account.primary_email):
            return None
        return sent if sent.delivery is Delivery.REFUSED and sent.wrong_address else None

    def entered_by_another(self, address: str) -> Account | None:
        """Another live account that enters with `address`, or holds it and so would get its mail."""
        for other in self.others:
            if not other.is_merged and other.place_of(address) in (Place.USERNAME, Place.PRIMARY):
                return other
        return None
