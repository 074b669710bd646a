"""Verifying a caller: the call back, the code, the professional, and the second operator who signs beside.

Each step is an act: permitted, written to the case, to what is known of the client's callers and to the audit trail in
one transaction. Each raises `CallerNotVerified` where that way is closed, and then nothing has happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Account
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Act, Actor, PasswordToChange, require_permitted
from hexwizard.desk.case import Case
from hexwizard.desk.case_keeping import put_case
from hexwizard.desk.mailing import letters, sending
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.mailing.records import MailState
from hexwizard.desk.operator import require_standing
from hexwizard.desk.operators import Operators
from hexwizard.desk.services import Acting, Context, NoSuchClient, Services
from hexwizard.desk.verification import codes
from hexwizard.desk.verification.destinations import Destination, addresses_on_file, number_on_file, vouching_companies
from hexwizard.desk.verification.enforcement import (
    CallerNotVerified,
    VerificationFailed,
    circumstances,
    vetting_of,
)
from hexwizard.desk.verification.policies import in_force
from hexwizard.desk.verification.records import (
    DAY,
    Approval,
    Attempt,
    AttemptOutcome,
    SentCode,
    VerificationMethod,
    Vetting,
)
from hexwizard.desk.verification.standing import Circumstances, is_blocked, raised, tries_left
from hexwizard.locale.message import Message
from hexwizard.stores.protocol import Table

LONGEST_NAME = 100


class NotASecondOperator(Problem):
    """Nobody signs beside themselves, and nothing is signed where nothing is suspicious."""


@dataclass(frozen=True, slots=True)
class CodeSent:
    """`receipt` is what the server or the outbox answered, empty before it has; `failure` says why it did not leave.

    With a `failure`, and the case's last attempt SENT, it is tried again.
    """

    case: Case
    receipt: str = ""
    failure: Message | None = None


@dataclass(slots=True)
class _Step:
    """One step under way, on the record as it is now."""

    acting: Acting
    case: Case
    account: Account
    facts: Circumstances
    vetting: Vetting

    def attempt(
        self, method: VerificationMethod, outcome: AttemptOutcome, where: str, code: SentCode | None = None
    ) -> Case:
        """Write the attempt down everywhere; `code` is the only one that lives from now on."""
        acting = self.acting
        mark = self.facts.loosened[:8]
        made = Attempt(method, outcome, self.case.id, acting.actor.name, acting.at, where, mark)
        kept = tuple(one for one in self.vetting.attempts if one.at > acting.at - DAY or one.case == self.case.id)
        acting.outcome = f"{method} {outcome}"
        acting.verification = f"(loosened policy {mark})" if mark else ""
        return self._keep(
            replace(self.vetting, attempts=(*kept, made), code=code),
            replace(self.case, attempts=(*self.case.attempts, made)),
        )

    def approval(self, second: str) -> Case:
        """Write down that `second` signs beside the actor, for every flag of now."""
        acting = self.acting
        flags = raised(self.facts)
        made = Approval(second, acting.actor.name, self.case.id, acting.at, flags)
        kept = tuple(one for one in self.vetting.approvals if one.at > acting.at - DAY or one.case == self.case.id)
        acting.second = second
        acting.outcome = ", ".join(flags)
        return self._keep(
            replace(self.vetting, approvals=(*kept, made)),
            replace(self.case, approvals=(*self.case.approvals, made)),
        )

    def _keep(self, vetting: Vetting, case: Case) -> Case:
        acting = self.acting
        acting.transaction.put(Table.VERIFICATIONS, comparison_key(self.account.username), vetting)
        policy = acting.settings.verification
        case = case.flagged(raised(circumstances(acting.transaction, acting.at, policy, case, self.account)))
        return put_case(acting.transaction, acting.actor, acting.at, case)


class Verifications:
    def __init__(self, services: Services, operators: Operators, post_office: PostOffice) -> None:
        self._services = services
        self._operators = operators
        self._post_office = post_office

    # What is known

    def circumstances(self, case: Case, account: Account) -> Circumstances:
        """What the rule looks at for this caller now."""
        services = self._services
        return circumstances(services.store.reader(), services.clock(), services.settings.verification, case, account)

    def number(self, case: Case, account: Account) -> Destination | None:
        """The number to call back; None where the record has none."""
        services = self._services
        policy = in_force(services.settings.verification, services.store.reader()).policy
        return number_on_file(account, case, services.clock(), policy.change_for)

    def addresses(self, case: Case, account: Account) -> tuple[Destination, ...]:
        """Where a code may go; empty where no mail can be sent."""
        services = self._services
        if services.mailer is None:
            return ()
        reader = services.store.reader()
        policy = in_force(services.settings.verification, reader).policy
        return addresses_on_file(reader, account, case, services.clock(), policy.change_for)

    def companies(self, account: Account) -> tuple[str, ...]:
        """The names of the companies whose professionals may vouch."""
        reader = self._services.store.reader()
        return tuple(one.name for one in vouching_companies(reader, account, self._services.clock()))

    def waiting_code(self, case: Case, account: Account) -> SentCode | None:
        """The code of this case that the client may still read out."""
        code = vetting_of(self._services.store.reader(), account.username).code
        return code if code is not None and code.case == case.id and code.is_good(self._services.clock()) else None

    # What is done

    def call_back(self, actor: Actor, case: Case, account: Account, outcome: AttemptOutcome) -> Case:
        """The number on file was called: PROVED by whoever answered, REFUSED, or UNANSWERED."""
        if outcome not in (AttemptOutcome.PROVED, AttemptOutcome.REFUSED, AttemptOutcome.UNANSWERED):
            raise ValueError(outcome)
        method = VerificationMethod.CALL_BACK
        with self._step(actor, Act.VERIFY_CALLER, case, account, method) as step:
            number = number_on_file(step.account, case, step.facts.now, step.facts.policy.change_for)
            if number is None:
                raise CallerNotVerified("verification.no-number")
            _require_usable(number)
            return step.attempt(method, outcome, number.value)

    def send_code(self, actor: Actor, case: Case, account: Account, address: str) -> CodeSent:
        """Send a new code to `address`, which must stand on the record; the code before is void.

        The letter is queued with the record of the code, so neither is there without the other, and tried at once.
        Refused for good, the code is void; not accepted yet, it is tried again while the code lives.
        """
        services = self._services
        method = VerificationMethod.EMAIL_CODE
        if services.mailer is None:
            raise CallerNotVerified("verification.no-mail")
        text = codes.generate(services.chooser)
        encoded = services.hasher.hash(text)
        language = (case.client_language or account.language).value
        with self._step(actor, Act.SEND_CODE, case, account, method) as step:
            policy = step.facts.policy
            place = _on_file(step, address)
            code = SentCode(encoded, case.id, place.value, step.facts.now + policy.code_for, step.facts.now)
            kept = step.attempt(method, AttemptOutcome.SENT, place.value, code)
            draft = letters.code(account, place.value, text, lifetime=policy.code_for, language=language)
            mail = sending.send(services, step.acting, draft, account, case.id)
        if mail is not None:
            mail = self._post_office.deliver(mail)
        failure = None if mail is None or mail.reason is None else mail.reason.message()
        if mail is None or mail.state not in (MailState.REFUSED, MailState.GIVEN_UP):
            return CodeSent(kept, "" if mail is None else mail.receipt, failure)
        with self._step(actor, Act.SEND_CODE, kept, account, method) as step:
            return CodeSent(step.attempt(method, AttemptOutcome.UNDELIVERED, place.value), failure=failure)

    def enter_code(self, actor: Actor, case: Case, account: Account, typed: str) -> Case:
        """The client read a code out; the case's last attempt says how it fared. Takes one argon2 verification.

        Raises `CodeUnreadable`, which costs no try; `CallerNotVerified` where no code is alive. Three wrong ones in 24
        hours, of however many codes, fail the verification.
        """
        text, method = codes.read(typed), VerificationMethod.EMAIL_CODE
        held = vetting_of(self._services.store.reader(), account.username).code
        right = held is not None and self._services.hasher.explain(held.hash, text)
        with self._step(actor, Act.VERIFY_CALLER, case, account, method) as step:
            code = step.vetting.code
            # Several wizards may try the same code at once: each try is counted before the next one is looked at.
            if code is None or code != held or code.case != case.id or not code.is_good(step.facts.now):
                raise CallerNotVerified("verification.code.none")
            if right:
                return step.attempt(method, AttemptOutcome.PROVED, code.address)
            if tries_left(step.facts) <= 1:
                return step.attempt(method, AttemptOutcome.REFUSED, code.address)
            return step.attempt(method, AttemptOutcome.WRONG, code.address, code)

    def vouch(
        self, actor: Actor, case: Case, account: Account, name: str, company: str, *, confirms: bool = True
    ) -> Case:
        """A professional known to the operator, in person, says who the caller is, or that it is somebody else.

        `company` is one of `companies`, by name.
        """
        shown = require_text(name).strip()
        if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
            raise CallerNotVerified("verification.professional.name", most=LONGEST_NAME)
        method = VerificationMethod.KNOWN_PROFESSIONAL
        with self._step(actor, Act.VERIFY_CALLER, case, account, method) as step:
            known = vouching_companies(step.acting.transaction, step.account, step.facts.now)
            if company not in {one.name for one in known}:
                raise CallerNotVerified("verification.professional.company")
            outcome = AttemptOutcome.PROVED if confirms else AttemptOutcome.REFUSED
            return step.attempt(method, outcome, f"{shown}, {company}")

    def approve(self, actor: Actor, case: Case, account: Account, name: str, password: str) -> Case:
        """A second operator signs beside `actor` for the flags of now, in this case, while an approval counts.

        Takes one argon2 verification, counted and held back as every sign-in. Raises `OperatorRefused`,
        `NotASecondOperator`.
        """
        require_permitted(actor, Act.APPROVE)
        require_standing(self._services.store.reader(), actor, Act.APPROVE)
        if comparison_key(require_text(name)) == comparison_key(actor.name):
            raise NotASecondOperator("verification.second.same")
        second = self._operators.prove(name, password, Act.SECOND_OPERATOR)
        with self._step(actor, Act.APPROVE, case, account) as step:
            _require_own_password(step, second)
            if not raised(step.facts):
                raise NotASecondOperator("verification.second.nothing")
            return step.approval(second.name)

    @contextmanager
    def _step(
        self, actor: Actor, act: Act, case: Case, account: Account, method: VerificationMethod | None = None
    ) -> Iterator[_Step]:
        """The transaction of one step. A method that the policy excludes is closed, and so is every one that follows a
        failed verification.
        """
        context = Context(case=case.id, section=case.section.value)
        with self._services.acting(actor, act, client=account.username, context=context) as acting:
            stored = acting.transaction.get(Table.CASES, case.id, Case) if case.id else None
            current = acting.transaction.account(account.username)
            if current is None:
                raise NoSuchClient("problem.no-such-client", username=account.username)
            if stored is None or not stored.username == case.username == current.username:
                raise CallerNotVerified("verification.other-case")
            facts = circumstances(acting.transaction, acting.at, acting.settings.verification, stored, current)
            if method is not None and method not in facts.policy.methods:
                raise CallerNotVerified("verification.method-closed")
            if method is not None and is_blocked(facts):
                raise VerificationFailed("verification.why-not.failed")
            yield _Step(acting, case, current, facts, vetting_of(acting.transaction, current.username))


def _require_own_password(step: _Step, second: Actor) -> None:
    """Whoever set the second operator's password could sign in their name."""
    try:
        require_standing(step.acting.transaction, second, Act.SECOND_OPERATOR)
    except PasswordToChange:
        raise NotASecondOperator("verification.second.must-change", name=second.name) from None


def _on_file(step: _Step, address: str) -> Destination:
    places = addresses_on_file(
        step.acting.transaction, step.account, step.case, step.facts.now, step.facts.policy.change_for
    )
    key = comparison_key(address)
    place = next((one for one in places if comparison_key(one.value) == key), None)
    if place is None:
        raise CallerNotVerified("verification.not-on-file")
    return _require_usable(place)


def _require_usable(place: Destination) -> Destination:
    if place.closed is not None:
        raise CallerNotVerified(place.closed.key, **place.closed.params)
    return place
