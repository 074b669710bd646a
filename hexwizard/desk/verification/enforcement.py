"""The rule asked inside an act's own transaction, of what is stored: no case that a caller hands in is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import temporary
from hexwizard.desk.case import Case
from hexwizard.desk.services import Acting
from hexwizard.desk.verification.callers import seen_from
from hexwizard.desk.verification.policies import in_force
from hexwizard.desk.verification.policy import OPENS, VerificationPolicy
from hexwizard.desk.verification.records import DAY, AttemptOutcome, ResetTold, Vetting
from hexwizard.desk.verification.standing import Circumstances, Standing, standing
from hexwizard.stores.protocol import Reader, Table, Transaction


class CallerNotVerified(Problem):
    """The act opens an account, and the caller was not proved to be the client, or not well enough."""


class VerificationFailed(CallerNotVerified):
    """The caller failed a verification: only the reset e-mail is left."""


class SecondOperatorNeeded(CallerNotVerified):
    """The case carries a red flag, and no second operator has signed."""


def require_verified(acting: Acting, case: Case, account: Account) -> Standing:
    """Raises a `CallerNotVerified` where the act that is under way may not open `account` for this caller.

    To be called inside `Services.acting`, before anything is changed; the act is one of `OPENS`. The audit entry then
    says how the caller was verified, under which loosened policy, and who signed beside the actor. `account` is the
    client whom the caller says to be; where the act makes a new account, the client whom it replaces.
    """
    stored = acting.transaction.get(Table.CASES, case.id, Case) if case.id else None
    if stored is None or not stored.username == case.username == account.username:
        raise CallerNotVerified("verification.why-not.unverified", count=1)
    current = acting.transaction.account(account.username) or account
    facts = circumstances(acting.transaction, acting.at, acting.settings.verification, stored, current)
    found = standing(facts, OPENS[acting.act])
    why = found.why_not
    if why is not None:
        raise _kind(found)(why.key, **why.params)
    acting.verification = described(found)
    acting.second = found.approval.by if found.approval is not None else ""
    return found


def _kind(found: Standing) -> type[CallerNotVerified]:
    if found.failed_at is not None:
        return VerificationFailed
    return CallerNotVerified if found.missing else SecondOperatorNeeded


def circumstances(
    reader: Reader, now: datetime, configured: VerificationPolicy, case: Case, account: Account
) -> Circumstances:
    """What the store knows of this caller.

    A proof or an approval counts where both the client's own record and the case hold it; a failed verification where
    either does, so that a caller who failed as one client does not try as the next.
    """
    force = in_force(configured, reader)
    known = vetting_of(reader, account.username)
    own = [one for one in known.attempts if one.case != case.id or one.outcome.fails or one in case.attempts]
    failed = [one for one in case.attempts if one.outcome.fails and one not in own]
    approvals = tuple(one for one in known.approvals if one in case.approvals)
    seen = seen_from(reader, case.caller_number).clients(now) if case.caller_number else frozenset[str]()
    return Circumstances(
        now=now,
        case=case.id,
        policy=force.policy,
        loosened=force.loosened,
        vetting=replace(known, attempts=(*own, *failed), approvals=approvals),
        contact_changed_at=account.contact_changed_at,
        temporary_passwords=temporary.handed_lately(account, now),
        clients_of_number=len(seen | {account.username}),
        handed_over_at=case.handed_over_at,
    )


def vetting_of(reader: Reader, username: str) -> Vetting:
    return reader.get(Table.VERIFICATIONS, comparison_key(username), Vetting) or Vetting()


def note_reset(transaction: Transaction, case: Case, at: datetime) -> None:
    """The client was told to ask for the reset e-mail: one reset a case, however often it was said."""
    if case.username is None or not case.id:
        return
    known = vetting_of(transaction, case.username)
    kept = tuple(one for one in known.resets if one.at > at - DAY and one.case != case.id)
    changed = replace(known, resets=(*kept, ResetTold(case.id, at)))
    transaction.put(Table.VERIFICATIONS, comparison_key(case.username), changed)


def described(found: Standing) -> str:
    """For the audit trail: `call-back by nadia, email-code by nadia`, and the loosened policy where one is in force."""
    proofs = ", ".join(f"{one.method} by {one.by}" for one in found.proofs)
    return f"{proofs or 'none'} (loosened policy {found.policy[:8]})" if found.policy else proofs


def proved(case: Case) -> str:
    """As `described`, of what the case holds, for acts that ask for no proof."""
    return ", ".join(f"{one.method} by {one.by}" for one in case.attempts if one.outcome is AttemptOutcome.PROVED)
