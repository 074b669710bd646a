"""Temporary passwords, from the first check to the hand of the client (article, section 3).

Issuing is one act in two halves, so that no password ever works that nobody was handed: made and stored PENDING, which
opens nothing; ACTIVE once the agent says that the client has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, TemporaryPassword, TemporaryState
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import temporary
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case
from hexwizard.desk.clients import Clients, Question
from hexwizard.desk.data_files import word_list
from hexwizard.desk.repairs import RepairRefused, context_of, record_step
from hexwizard.desk.services import Acting, ChangedMeanwhile, Context, NoSuchClient, Services
from hexwizard.desk.session_rules import require_fresh_sign_in
from hexwizard.desk.verification.enforcement import require_verified
from hexwizard.diagnosis.repairs import temporary_password_closed
from hexwizard.stores.protocol import Table

_LEFT = "left by an interruption"


class EmailNotConfirmed(Problem):
    """The agent has not confirmed which e-mail the client really uses (rule 4)."""


@dataclass(frozen=True, slots=True)
class IssuedPassword:
    """What is shown once. `text` is the secret; only its hash is kept anywhere."""

    text: str = field(repr=False)
    expires_at: datetime
    record: TemporaryPassword


@dataclass(frozen=True, slots=True)
class LeftPassword:
    """One that was made and never confirmed, its client, and the call in which it was made where that is still open."""

    account: Account
    record: TemporaryPassword
    case: Case | None


class TemporaryPasswords:
    def __init__(self, services: Services, clients: Clients) -> None:
        self._services = services
        self._clients = clients

    def issue(self, actor: Actor, case: Case, account: Account) -> tuple[Case, IssuedPassword]:
        """Make one and store it pending. The agent cannot choose it.

        Raises `RepairRefused` for a client of several companies (naming them), on a deactivated account, or after
        three in 24 hours; `EmailNotConfirmed`; `CallerNotVerified`; `SignInAgain` where the operator's own sign-in is
        over 15 minutes ago (ASVS 7.5.3).
        """
        require_fresh_sign_in(actor, self._services.clock(), self._services.settings.session)
        confirmed = case.confirmed_email
        if confirmed is None or (
            account.identifiers()[1:]
            and comparison_key(confirmed) not in {comparison_key(one) for one in account.identifiers()[1:]}
        ):
            raise EmailNotConfirmed("problem.email-not-confirmed")
        self._require_open(account)
        text = temporary.generate(word_list(account.language.value), self._services.chooser)
        encoded = self._services.hasher.hash(text)
        with self._services.acting(
            actor, Act.ISSUE_TEMPORARY_PASSWORD, client=account.username, context=context_of(case)
        ) as acting:
            require_verified(acting, case, account)
            current = acting.current(account)
            _require_one_company(acting, current)
            issued = TemporaryPassword(
                encoded,
                acting.at,
                acting.at + self._services.settings.temporary_lifetime,
                actor.name,
                TemporaryState.PENDING,
            )
            changed = temporary.with_new(current, issued)
            acting.change(account, temporary=changed.temporary)
            kept = record_step(acting, case, Act.ISSUE_TEMPORARY_PASSWORD)
        return kept, IssuedPassword(text, issued.expires_at, issued)

    def _require_open(self, account: Account) -> None:
        closed = temporary_password_closed(self._clients.facts(Question(None, account.username)))
        if closed is not None:
            raise RepairRefused(closed.key, **closed.params)

    def confirm(self, actor: Actor, case: Case, username: str) -> Case:
        """The client has it: from now on it opens, once. The caller must still be verified: it opens only now.

        Raises `RepairRefused` where none is pending any more, `ChangedMeanwhile` where the client is no longer one of
        exactly one company.
        """
        return self._settle(actor, Act.CONFIRM_TEMPORARY_PASSWORD, TemporaryState.ACTIVE, case, username)

    def void(self, actor: Actor, case: Case, username: str) -> Case:
        """It was not handed over: it will never open. What an interruption left is voided however late."""
        return self._settle(actor, Act.VOID_TEMPORARY_PASSWORD, TemporaryState.VOID, case, username)

    def _settle(self, actor: Actor, act: Act, state: TemporaryState, case: Case, username: str) -> Case:
        with self._services.acting(actor, act, client=username, context=context_of(case)) as acting:
            account = acting.transaction.account(username)
            if account is None:
                raise NoSuchClient("problem.no-such-client", username=username)
            held = temporary.pending(account)
            opens = state is TemporaryState.ACTIVE
            if opens:
                require_verified(acting, case, account)
            if held is None or (opens and acting.at >= held.expires_at):
                raise RepairRefused("problem.none-pending")
            if opens:
                _require_one_company(acting, account)
            acting.change(account, temporary=temporary.with_state(account, held, state).temporary)
            return record_step(acting, case, act)

    def pending(self) -> tuple[LeftPassword, ...]:
        """Those that were made and never confirmed: an interruption left them, to be made anew or voided."""
        reader = self._services.store.reader()
        found = reader.holding(Table.ACCOUNTS, "state", TemporaryState.PENDING.value, Account)
        held = [(account, record) for account in found if (record := temporary.pending(account)) is not None]
        if not held:
            return ()
        calls = {case.username: case for case in reader.holding(Table.CASES, "state", "open", Case) if _issued_in(case)}
        return tuple(LeftPassword(account, record, calls.get(account.username)) for account, record in held)

    def void_left(self, actor: Actor, left: LeftPassword) -> None:
        """One that an interruption left will never open.

        Raises `RepairRefused` where somebody has confirmed, replaced or voided it meanwhile.
        """
        place = context_of(left.case, _LEFT) if left.case else Context(reason=_LEFT)
        username = left.account.username
        with self._services.acting(actor, Act.VOID_TEMPORARY_PASSWORD, client=username, context=place) as acting:
            account = acting.transaction.account(username)
            if account is None or temporary.pending(account) != left.record:
                raise RepairRefused("problem.none-pending")
            acting.change(account, temporary=temporary.with_state(account, left.record, TemporaryState.VOID).temporary)
            if left.case is not None:
                record_step(acting, left.case, Act.VOID_TEMPORARY_PASSWORD)


def _issued_in(case: Case) -> bool:
    return any(step.what == Act.ISSUE_TEMPORARY_PASSWORD for step in case.steps)


def _require_one_company(acting: Acting, account: Account) -> None:
    """Rule 3, on the record as it is now."""
    active = account.active_companies(acting.transaction.companies(), acting.at.date())
    if account.is_merged or len(active) != 1:
        raise ChangedMeanwhile("problem.companies-changed")
