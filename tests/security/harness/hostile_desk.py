"""A desk full of hostile text: clients, companies, operators, calls, what was handed over and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hexwizard.accounts.model import (
    Account,
    Company,
    Language,
    Membership,
    PinnedNote,
    Status,
    TemporaryPassword,
    TemporaryState,
)
from hexwizard.article import SectionKey
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, Step, StepOutcome
from hexwizard.desk.desk import Desk
from hexwizard.desk.hand_overs import HandOvers
from hexwizard.desk.kept_message import keep
from hexwizard.desk.mailing.records import MailKind, QueuedMail
from hexwizard.desk.services import Services
from hexwizard.desk.settings import Settings
from hexwizard.desk.verification.policy import VerificationPolicy
from hexwizard.desk.waiting_call import WaitingCall
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.locale.message import say
from hexwizard.mail.mailer import Letter, MailNotSent
from hexwizard.stores.protocol import Table
from tests.fakes import FakeStore
from tests.screens.fakes import NOW, hire

LONGEST_NAME = 90
LONGEST_ANSWER = 1_900


def text_of(group: Sequence[str]) -> str:
    """The strings side by side; a lone surrogate is no text, and no file can hold it."""
    return " ".join(group).encode("utf-8", "replace").decode()


def turned(group: Sequence[str], by: int) -> str:
    """The strings side by side, beginning with another one: what is cut at its end is not always cut alike."""
    at = by % len(group)
    return text_of((*group[at:], *group[:at]))


def hostile_records(group: Sequence[str]) -> tuple[Account | Company, ...]:
    """A client whose every field is hostile, one merged into them, one whom a professional blocked, one of nobody's."""
    text = text_of(group)
    given, family, email, company, other = (turned(group, by) for by in range(5))
    held = TemporaryPassword("x", NOW, NOW + timedelta(hours=1), other, TemporaryState.PENDING)
    return (
        Company("c1", company),
        Company("c2", other),
        Account(
            f"u {text}", given, family, f"p{email}@example.com", (f"s{text}@example.com",), other,
            memberships=(Membership("c1"), Membership("c2", other)), temporary=(held,), first_connection=NOW,
            notes=(PinnedNote(text, other, NOW),),
        ),
        Account(f"old {text}", family, given, f"m{text}@example.com", status=Status.MERGED, merged_into=f"u {text}"),
        Account(
            f"out {text}", email, other, f"o{given}@example.com", (f"oo{company}@example.com",), text,
            memberships=(Membership("c1", text), Membership("c2", company)), first_connection=NOW,
        ),
    )  # fmt: skip


def hostile_letter(group: Sequence[str]) -> QueuedMail:
    """A letter that waits, to and about somebody hostile."""
    text = text_of(group)
    reason = keep(say("problem.mail.outbox", path=text, why=text))
    return QueuedMail(
        "1", MailKind.INVITATION, f"p{text}@example.com", text, "en", text, text, NOW, NOW + timedelta(days=3650), NOW,
        username=f"u {text}", case=text, reason=reason,
    )  # fmt: skip


class HostileMailer:
    """Delivers at a place whose name is hostile, or not at all for a reason that is."""

    def __init__(self, place: str) -> None:
        self._place = place
        self.broken = False

    def send(self, letter: Letter) -> str:  # noqa: ARG002 - the protocol's
        if self.broken:
            raise MailNotSent("problem.mail.outbox", path=self._place, why=self._place)
        return self._place

    def stop(self) -> None:
        """Nothing is under way."""


class HostileOffice:
    """One group of strings as everything that a desk may hold; the operator at the wizard is a hostile name too."""

    def __init__(self, group: Sequence[str]) -> None:
        self.group = group
        self.text = text_of(group)
        self.name = self.text[:LONGEST_NAME].strip() or "nadia"
        self.mailer = HostileMailer(self.text)
        self._policy = VerificationPolicy(code_for=timedelta(minutes=20))
        self.desk = Desk(
            Services(
                FakeStore(*hostile_records(group)),
                Settings(verification=self._policy),
                clock=lambda: NOW,
                hasher=Argon2Hasher(1, 64, 1),
                mailer=self.mailer,
            )
        )
        self.admin, self.agent, self.hexpert = (
            Actor(f"{role} {self.name}", role, NOW) for role in (Role.ADMIN, Role.AGENT, Role.HEXPERT)
        )
        hire(self.desk, self.admin, self.agent, self.hexpert)

    def call(self, username: str | None, actor: Actor | None = None) -> Call:
        """A call about that client, its every word hostile."""
        by = actor or self.agent
        step = Step(NOW, by.name, SectionKey.USERNAME, Act.MAKE_PRIMARY, StepOutcome.DONE)
        case = Case(
            "", NOW, by.name, identifier=f"s{self.text}@example.com", username=username, client_chosen=bool(username),
            notes=turned(self.group, 4), message=PhoneMessage.INVALID, device=turned(self.group, 2), steps=(step,),
            caller_number=self.text, confirmed_email=self.text,
        )  # fmt: skip
        return Call(self.desk, by, self.desk.cases.open(by, case))

    def handed_over(self) -> Call:
        """Handed over, taken and answered; the e-mail is said to be freed."""
        call = self.call(f"u {self.text}")
        overs: HandOvers = self.desk.hand_overs
        case = overs.hand_over(self.agent, call.case, call.facts, call.diagnosis)
        overs.take(self.hexpert, case.id)
        overs.answer(self.hexpert, case.id, turned(self.group, 3)[:LONGEST_ANSWER])
        waiting = self.call(f"out {self.text}")
        overs.hand_over(self.agent, waiting.case, waiting.facts, waiting.diagnosis)
        freed = replace(case, freed_emails=(f"q{self.text}@example.com",))
        with self.desk.services.store.transaction() as transaction:
            transaction.put(Table.CASES, freed.id, freed)
        return Call(self.desk, self.hexpert, freed)

    def waiting_call(self) -> WaitingCall:
        """Somebody on the line, as the demo has them."""
        text = self.text
        return WaitingCall(text, text, turned(self.group, 1), f"u {text}", Language.ENGLISH, None, text, NOW)

    def accepted(self) -> None:
        """The looser policy, accepted by an administrator of a hostile name."""
        from hexwizard.desk.verification.policy import digest

        self.desk.policies.accept(self.admin, digest(self._policy))
