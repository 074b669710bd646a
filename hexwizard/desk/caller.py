"""The one on the line, as a call sees them: what is proved, what is suspicious, what each step of proving does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hexwizard.desk.case import Case
from hexwizard.desk.services import NoSuchClient
from hexwizard.desk.verification.destinations import Destination
from hexwizard.desk.verification.policy import Opening
from hexwizard.desk.verification.records import Attempt, AttemptOutcome, Flag, SentCode, VerificationMethod
from hexwizard.desk.verification.standing import Circumstances, Standing, is_blocked, raised, standing, tries_left
from hexwizard.desk.verification.verifications import CodeSent, Verifications
from hexwizard.diagnosis.briefing import Knowledge
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.locale.message import say

if TYPE_CHECKING:
    from hexwizard.accounts.model import Account
    from hexwizard.desk.call import Call

_OPENINGS: dict[RepairId, Opening] = {
    RepairId.MAKE_PRIMARY: Opening.MAKE_PRIMARY,
    RepairId.TEMPORARY_PASSWORD: Opening.TEMPORARY_PASSWORD,
    RepairId.WAIT_OR_UNLOCK: Opening.UNLOCK,
    RepairId.RESTORE_ACCESS: Opening.RESTORE_ACCESS,
    RepairId.FREE_EMAIL: Opening.FREE_EMAIL,
    RepairId.RESEND_INVITATION: Opening.RESEND_INVITATION,
    RepairId.RESET_MAIL: Opening.RESET_MAIL,
}


def opening_of(repair: Repair) -> Opening | None:
    """What a repair opens; None where it opens nothing."""
    if repair.id is RepairId.CORRECT_IDENTIFIER:
        return Opening.CORRECT_EMAIL if repair.by is By.AGENT else None
    if repair.id is RepairId.RESET_MAIL and repair.by is By.CLIENT:
        return None  # what the client taps at the sign-in
    return _OPENINGS.get(repair.id)


class Caller:
    """Every method that does something is one act at the desk, and `call.case` is then as it was kept."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._facts: Circumstances | None = None

    def look(self) -> None:
        """Look at the record again."""
        account = self._call.facts.account
        self._facts = self._desk.circumstances(self._call.case, account) if account is not None else None

    def become(self, fresh: Caller) -> None:
        """Know what `fresh` knows, of the same call."""
        self._facts = fresh._facts

    # What is known

    def standing(self, opening: Opening) -> Standing | None:
        """How the caller stands for an act; None where nobody knows yet which client it is about."""
        return None if self._facts is None else standing(self._facts, opening)

    def needs(self, repair: Repair) -> Opening | None:
        """What must be proved or signed before `repair`; None where nothing is missing."""
        opening = opening_of(repair)
        found = self.standing(opening) if opening is not None and repair.allowed else None
        return opening if found is not None and not found.is_open else None

    def closing(self, repair: Repair) -> Repair:
        """`repair`, closed where a failed verification leaves only the reset e-mail."""
        opening = opening_of(repair)
        found = self.standing(opening) if opening is not None else None
        if found is None or found.failed_at is None or not repair.allowed or not self._call.may(repair):
            return repair
        return replace(repair, why_not=found.why_not)

    @property
    def is_blocked(self) -> bool:
        return self._facts is not None and is_blocked(self._facts)

    @property
    def is_verified(self) -> bool:
        """Whether who is calling is proved well enough to be told what is on record, however loose the policy is."""
        found = self.standing(Opening.CORRECT_EMAIL)
        return found is not None and found.is_open and bool(found.proofs)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The red flags of now."""
        return () if self._facts is None else raised(self._facts)

    def warnings(self) -> tuple[Knowledge, ...]:
        """A line a flag, for what we know."""
        return tuple(Knowledge(say(f"flag.{flag}.told"), None) for flag in self.flags)

    @property
    def methods(self) -> tuple[VerificationMethod, ...]:
        """Those that the policy allows, in their usual order."""
        allowed = self._facts.policy.methods if self._facts is not None else frozenset[VerificationMethod]()
        return tuple(method for method in VerificationMethod if method in allowed)

    @property
    def tries_left(self) -> int:
        return tries_left(self._facts) if self._facts is not None else 0

    def last_attempt(self) -> Attempt | None:
        attempts = self._call.case.attempts
        return attempts[-1] if attempts else None

    def number(self) -> Destination | None:
        """The number on file, to call back."""
        return self._desk.number(self._call.case, self._account)

    def addresses(self) -> tuple[Destination, ...]:
        """The addresses on file that a code may go to."""
        return self._desk.addresses(self._call.case, self._account)

    def companies(self) -> tuple[str, ...]:
        """The names of the companies whose professionals may vouch."""
        return self._desk.companies(self._account)

    def waiting_code(self) -> SentCode | None:
        """The code that was sent in this case and is still good."""
        return self._desk.waiting_code(self._call.case, self._account)

    # What is done

    def called_back(self, outcome: AttemptOutcome) -> None:
        self._kept(self._desk.call_back(self._call.actor, self._call.case, self._account, outcome))

    def send_code(self, address: str) -> CodeSent:
        sent = self._desk.send_code(self._call.actor, self._call.case, self._account, address)
        self._kept(sent.case)
        return sent

    def enter_code(self, typed: str) -> None:
        self._kept(self._desk.enter_code(self._call.actor, self._call.case, self._account, typed))

    def vouched(self, name: str, company: str, *, confirms: bool) -> None:
        call = self._call
        self._kept(self._desk.vouch(call.actor, call.case, self._account, name, company, confirms=confirms))

    def approved(self, name: str, password: str) -> None:
        """A second operator signs beside the first."""
        self._kept(self._desk.approve(self._call.actor, self._call.case, self._account, name, password))

    def _kept(self, case: Case) -> None:
        self._call.take(case)
        self._call.reconsider()

    @property
    def _desk(self) -> Verifications:
        return self._call.desk.verifications

    @property
    def _account(self) -> Account:
        account = self._call.facts.account
        if account is None:
            raise NoSuchClient("problem.no-such-client", username=self._call.case.identifier or "")
        return account
