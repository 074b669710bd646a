"""What a diagnosis says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from hexwizard.article import Cause, SectionKey, published_section
from hexwizard.diagnosis.candidates import Candidate, Slip
from hexwizard.locale.message import Message


class Certainty(StrEnum):
    """CONFIRMED is read off the record or checked; the others are guesses, and shown as such."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    POSSIBLE = "possible"


class RepairId(StrEnum):
    CORRECT_IDENTIFIER = "correct-identifier"
    USE_USERNAME = "use-username"
    MAKE_PRIMARY = "make-primary"
    RESET_MAIL = "reset-mail"
    TEMPORARY_PASSWORD = "temporary-password"  # noqa: S105 - a repair's name
    RESEND_INVITATION = "resend-invitation"
    WAIT_OR_UNLOCK = "wait-or-unlock"
    RESTORE_ACCESS = "restore-access"
    FREE_EMAIL = "free-email"
    UPDATE_APP = "update-app"
    HAND_OVER = "hand-over"


class By(StrEnum):
    CLIENT = "client"
    AGENT = "agent"
    PROFESSIONAL = "professional"
    HEXPERT = "hexpert"


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out: who may go it, and where it is closed why and what instead (`why_not`)."""

    id: RepairId
    by: By
    why_not: Message | None = None

    @property
    def allowed(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause that holds. `evidence` is for the agent, `say` is read aloud to the client.

    `rules_out` are the causes that this one makes irrelevant: the message on the phone needs no other explanation.
    """

    cause: Cause
    certainty: Certainty
    evidence: Message
    say: Message
    repairs: tuple[Repair, ...] = ()
    cautions: tuple[Message, ...] = ()
    rules_out: tuple[Cause, ...] = ()

    @property
    def section(self) -> SectionKey:
        return published_section(self.cause)


class Silence(StrEnum):
    """What a rule answers when it finds nothing: the facts exclude its cause, or do not tell."""

    RULED_OUT = "ruled-out"
    NOT_KNOWN = "not-known"


Outcome: TypeAlias = "Finding | Silence"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that holds, in the contract's order, and what is ruled out.

    `contradiction`: what the phone shows cannot come from this account; the first finding's evidence says it too.
    """

    findings: tuple[Finding, ...]
    ruled_out: tuple[Cause, ...]
    candidates: tuple[Candidate, ...] = ()
    contradiction: Message | None = None

    @property
    def verdict(self) -> Cause:
        return self.findings[0].cause

    def certainty_of(self, candidate: Candidate) -> Certainty:
        """How sure it is that `candidate` was meant: likely where nobody else is near, and never certain.

        The same name at another provider is as likely another person.
        """
        alone = len(self.candidates) == 1 and candidate.why is not Slip.OTHER_ACCOUNT_MAIL
        return Certainty.LIKELY if alone else Certainty.POSSIBLE

    def finding(self, cause: Cause) -> Finding | None:
        return next((found for found in self.findings if found.cause is cause), None)
