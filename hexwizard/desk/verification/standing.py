"""How a caller stands: what is proved, what is suspicious, what is missing. Pure: facts in, a standing out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hexwizard.credentials.clocks import has_begun
from hexwizard.desk.verification.policy import Opening, VerificationPolicy
from hexwizard.desk.verification.records import DAY, Approval, Attempt, AttemptOutcome, Flag, Vetting
from hexwizard.locale.message import Message, say

_THIRD = 3
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything that the rule looks at.

    `temporary_passwords` are those of the last 24 hours that were, or may have been, handed over. `clients_of_number`
    are the clients asked about from the caller's number in 24 hours, this one among them. `handed_over_at` is None
    while the case is with the agent. `loosened` names the loosened policy in force, empty for the built-in one.
    """

    now: datetime
    case: str
    policy: VerificationPolicy
    vetting: Vetting
    contact_changed_at: datetime | None = None
    temporary_passwords: int = 0
    clients_of_number: int = 1
    handed_over_at: datetime | None = None
    loosened: str = ""

    @property
    def contact_changed(self) -> bool:
        changed = self.contact_changed_at
        return changed is not None and changed > self.now - self.policy.change_for

    @property
    def failed_at(self) -> datetime | None:
        """When a verification of this client last failed, in the last 24 hours or in this very case."""
        return max(
            (
                one.at
                for one in self.vetting.attempts
                if one.outcome.fails and (one.case == self.case or one.at > self.now - DAY)
            ),
            default=None,
        )

    def counts(self, at: datetime) -> bool:
        """Whether a proof or an approval given at `at` still counts in this case."""
        policy = self.policy
        until = self.now
        if self.handed_over_at is not None and self.now <= self.handed_over_at + policy.handed_over_for:
            until = min(self.now, self.handed_over_at)
        return at > until - policy.valid_for and has_begun(at, self.now)


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one act. `failed_at` is set while a failed verification closes everything but the reset e-mail."""

    needed: int
    proofs: tuple[Attempt, ...]
    flags: tuple[Flag, ...]
    approval: Approval | None
    failed_at: datetime | None
    policy: str
    opening: Opening

    @property
    def missing(self) -> int:
        """How many proofs of further kinds are still wanted."""
        return max(0, self.needed - len(self.proofs))

    @property
    def unapproved(self) -> tuple[Flag, ...]:
        """The flags that no second operator has signed for."""
        return () if self.approval is not None else self.flags

    @property
    def why_not(self) -> Message | None:
        """Why the act is closed, and the way out; None where it is open."""
        if self.failed_at is not None:
            resets = self.opening is Opening.RESET_MAIL
            return say("verification.why-not.failed-reset" if resets else "verification.why-not.failed")
        if self.missing:
            key = "verification.why-not.second-proof" if self.proofs else "verification.why-not.unverified"
            return say(key, count=self.missing)
        if self.unapproved:
            return say("verification.why-not.flagged", flags=flag_names(self.unapproved))
        return None

    @property
    def is_open(self) -> bool:
        return self.why_not is None


def flag_names(flags: tuple[Flag, ...]) -> tuple[Message, ...]:
    return tuple(say(f"flag.{flag}") for flag in flags)


def standing(facts: Circumstances, opening: Opening) -> Standing:
    """How the caller stands for `opening`.

    The reset e-mail is what a failed verification leaves: it goes to an address that has long been on file.
    """
    needed = facts.policy.proofs_for(opening)
    if facts.contact_changed:
        needed = max(needed, facts.policy.proofs_after_change)
    failed = facts.failed_at
    flags = raised(facts) if needed and facts.policy.second_operator else ()
    blocked = is_blocked(facts) and (needed > 0 or opening is not Opening.RESET_MAIL)
    return Standing(
        needed=needed,
        proofs=_proofs(facts, failed),
        flags=flags,
        approval=_approval(facts, flags, failed),
        failed_at=failed if blocked else None,
        policy=facts.loosened,
        opening=opening,
    )


def raised(facts: Circumstances) -> tuple[Flag, ...]:
    """The flags of the case now."""
    resets = facts.temporary_passwords + len(
        {told.case for told in facts.vetting.resets if told.at > facts.now - DAY and told.case != facts.case}
    )
    holds = {
        Flag.THIRD_RESET: resets + 1 >= _THIRD,
        Flag.SEVERAL_CLIENTS: facts.clients_of_number >= _SEVERAL,
        Flag.CONTACT_CHANGED: facts.contact_changed,
        Flag.VERIFICATION_FAILED: facts.failed_at is not None,
        Flag.MANY_ATTEMPTS: len(unproved(facts.vetting, facts.now)) >= facts.policy.attempts_a_day,
    }
    return tuple(flag for flag, held in holds.items() if held)


def unproved(vetting: Vetting, now: datetime) -> tuple[Attempt, ...]:
    """The attempts of the last 24 hours since the caller was last proved to be the client, in all cases."""
    lately = [one for one in vetting.attempts if one.at > now - DAY]
    proved = max((one.at for one in lately if one.outcome is AttemptOutcome.PROVED), default=None)
    return tuple(
        one for one in lately if one.outcome is not AttemptOutcome.PROVED and (proved is None or one.at > proved)
    )


def is_blocked(facts: Circumstances) -> bool:
    """Whether a failed verification closes everything but the reset e-mail."""
    return facts.failed_at is not None and _approval(facts, (Flag.VERIFICATION_FAILED,), facts.failed_at) is None


def tries_left(facts: Circumstances) -> int:
    """How many wrong codes still cost nothing but a try, the last of them failing the verification.

    Counted over every code since the last proof or approval: a new code gives no new tries.
    """
    signed = max((one.at for one in facts.vetting.approvals), default=None)
    wrong = sum(
        one.outcome is AttemptOutcome.WRONG and (signed is None or one.at > signed)
        for one in unproved(facts.vetting, facts.now)
    )
    return max(0, facts.policy.code_tries - wrong)


def _proofs(facts: Circumstances, failed: datetime | None) -> tuple[Attempt, ...]:
    """One a kind. What was proved before a verification failed counts no more."""
    kinds = {
        one.method: one
        for one in facts.vetting.attempts
        if one.outcome is AttemptOutcome.PROVED
        and one.case == facts.case
        and one.method in facts.policy.methods
        and facts.counts(one.at)
        and (failed is None or one.at > failed)
    }
    return tuple(kinds.values())


def _approval(facts: Circumstances, flags: tuple[Flag, ...], failed: datetime | None) -> Approval | None:
    """The newest one that covers every flag and came after the failure."""
    return max(
        (
            one
            for one in facts.vetting.approvals
            if one.case == facts.case
            and facts.counts(one.at)
            and set(flags) <= set(one.flags)
            and flags
            and (failed is None or one.at >= failed)
        ),
        key=lambda one: one.at,
        default=None,
    )
