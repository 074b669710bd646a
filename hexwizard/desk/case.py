"""A call as it is written down: what was asked, seen, tried and said. Never a password."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from hexwizard.accounts.model import Change, Language, MobileApp
from hexwizard.article import Cause, SectionKey
from hexwizard.desk.actor import Act
from hexwizard.desk.parking import Parking
from hexwizard.desk.verification.records import Approval, Attempt, AttemptOutcome, Flag
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, Repair, RepairId

_WRITTEN_AS: dict[tuple[RepairId, By], Act] = {
    (RepairId.CORRECT_IDENTIFIER, By.AGENT): Act.CORRECT_EMAIL,
    (RepairId.TEMPORARY_PASSWORD, By.AGENT): Act.CONFIRM_TEMPORARY_PASSWORD,
    (RepairId.WAIT_OR_UNLOCK, By.AGENT): Act.UNLOCK,
    (RepairId.RESET_MAIL, By.AGENT): Act.SEND_RESET,
    (RepairId.UPDATE_APP, By.CLIENT): Act.TELL_APP_VERSION,
}
"""Repairs that the case writes down under the name of the act that does them."""


class CaseState(StrEnum):
    OPEN = "open"
    HANDED_OVER = "handed-over"
    CLOSED = "closed"


class Outcome(StrEnum):
    SOLVED = "solved"
    HANDED_OVER = "handed-over"
    UNSOLVED = "unsolved"


class Feedback(StrEnum):
    """« Did this answer your question? » (article, section 7)."""

    NO = "no"
    SOMEWHAT = "somewhat"
    YES = "yes"


class StepOutcome(StrEnum):
    TOLD = "told"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing tried in the call. `what` is a repair's or an act's name."""

    at: datetime
    by: str
    section: SectionKey
    what: str
    outcome: StepOutcome


@dataclass(frozen=True, slots=True)
class Case:
    """One call. `identifier` is what the client types at the sign-in, None until asked.

    `client_chosen`: the agent said who the client is; otherwise `username` follows from `identifier`.

    `revision` counts how often it was kept, `last_change` says by whom last: so one operator never writes over another.
    """

    id: str
    opened_at: datetime
    opened_by: str
    state: CaseState = CaseState.OPEN
    closed_at: datetime | None = None
    identifier: str | None = None
    username: str | None = None
    client_chosen: bool = False
    message: PhoneMessage | None = None
    no_mail: bool | None = None
    app: MobileApp | None = None
    client_language: Language | None = None
    confirmed_email: str | None = None
    caller_number: str = ""
    attempts: tuple[Attempt, ...] = ()
    approvals: tuple[Approval, ...] = ()
    flags: tuple[Flag, ...] = ()
    verdict: Cause | None = None
    causes: tuple[Cause, ...] = ()
    section: SectionKey = SectionKey.START
    visited: tuple[SectionKey, ...] = ()
    steps: tuple[Step, ...] = ()
    steps_at_last_try: int = 0
    trying_again: bool = False
    notes: str = ""
    outcome: Outcome | None = None
    feedback: Feedback | None = None
    device: str = ""
    freed_emails: tuple[str, ...] = ()
    parked: Parking | None = None
    revision: int = 0
    last_change: Change | None = None

    @property
    def is_open(self) -> bool:
        return self.state is CaseState.OPEN

    @property
    def handed_over_at(self) -> datetime | None:
        """When it went to the Hexperts; None while it is with the agent."""
        return max((step.at for step in self.steps if step.what == Act.HAND_OVER), default=None)

    @property
    def proofs(self) -> tuple[Attempt, ...]:
        """The attempts that proved who is calling; whether they still count, the desk says."""
        return tuple(one for one in self.attempts if one.outcome is AttemptOutcome.PROVED)

    def flagged(self, flags: tuple[Flag, ...]) -> Case:
        """The case with these red flags. One that was seen once stays written down."""
        known = self.flags + tuple(flag for flag in flags if flag not in self.flags)
        return self if known == self.flags else replace(self, flags=known)

    def having_tried(self, step: Step) -> Case:
        return replace(self, steps=(*self.steps, step))

    def having_freed(self, addresses: tuple[str, ...]) -> Case:
        """The case in which these e-mails were freed; a new account may be made for one of them."""
        return replace(self, freed_emails=(*self.freed_emails, *addresses))

    def diagnosed(self, causes: tuple[Cause, ...]) -> Case:
        """The case with what the diagnosis says now. What was found before stays: a repair does not undo the cause."""
        found = tuple(cause for cause in causes if cause is not Cause.NOTHING_FOUND)
        known = self.causes + tuple(cause for cause in found if cause not in self.causes)
        verdict = found[0] if found else known[0] if known else causes[0]
        return replace(self, verdict=verdict, causes=known)

    def at_section(self, section: SectionKey) -> Case:
        """The case at that screen, which counts as seen."""
        seen = self.visited if section in self.visited else (*self.visited, section)
        return replace(self, section=section, visited=seen, trying_again=False)

    def about(self, username: str | None) -> Case:
        """The case with another client. What was proved about the one before does not carry over.

        A verification that failed stays written down: it was the same caller.
        """
        if username == self.username:
            return self
        failed = tuple(one for one in self.attempts if one.outcome.fails)
        return replace(self, username=username, confirmed_email=None, attempts=failed, approvals=())

    def with_identifier(self, typed: str) -> Case:
        """The case where the client types something else: every screen is to be seen again."""
        case = self if self.client_chosen else self.about(None)
        return replace(case, identifier=typed, visited=())

    def taken_up(self) -> Case:
        """The case in which nothing is waited for any more."""
        return self if self.parked is None else replace(self, parked=None)

    def tried(self, what: str) -> bool:
        return any(step.what == what and step.outcome is not StepOutcome.REFUSED for step in self.steps)

    def has_done(self, repair: Repair) -> bool:
        """Whether the repair was done or told in this call."""
        return self.tried(_WRITTEN_AS.get((repair.id, repair.by), repair.id.value))
