"""All that a Hexpert needs to know of a case: what was seen, tried, and not tried and why (article, section 6).

A packet is frozen: it says what was true at one moment. `ticket.py` puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hexwizard.accounts.model import Account, MobileApp, Place
from hexwizard.article import SECTIONS, Cause, SectionKey
from hexwizard.desk.case import Case, Step
from hexwizard.desk.kept_message import KeptMessage, keep
from hexwizard.desk.verification.records import Approval, Attempt, Flag
from hexwizard.diagnosis.facts import Facts, PhoneMessage
from hexwizard.diagnosis.findings import By, Certainty, Diagnosis, RepairId
from hexwizard.diagnosis.rail import Mark, marks
from hexwizard.locale.message import Message
from hexwizard.locale.message import say as message


@dataclass(frozen=True, slots=True)
class Found:
    """A cause that held, and what told it."""

    cause: Cause
    certainty: Certainty
    evidence: KeptMessage


@dataclass(frozen=True, slots=True)
class Untried:
    """A repair or a section that nobody went through: the key of its title, and why not."""

    title: str
    why: KeptMessage


@dataclass(frozen=True, slots=True)
class Packet:
    """`settled` are causes found earlier in the call that hold no longer. There is no place for a password."""

    case: str
    opened_at: datetime
    opened_by: str
    packed_at: datetime
    identifier: str | None = None
    place: Place | None = None
    shown: PhoneMessage | None = None
    username: str | None = None
    name: str = ""
    merged_into: str | None = None
    primary_email: str | None = None
    secondary_emails: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    app: MobileApp | None = None
    device: str = ""
    attempts: tuple[Attempt, ...] = ()
    approvals: tuple[Approval, ...] = ()
    flags: tuple[Flag, ...] = ()
    found: tuple[Found, ...] = ()
    settled: tuple[Cause, ...] = ()
    ruled_out: tuple[Cause, ...] = ()
    steps: tuple[Step, ...] = ()
    not_tried: tuple[Untried, ...] = ()
    notes: str = ""


def pack(case: Case, facts: Facts, diagnosis: Diagnosis) -> Packet:
    """The case as it stands at the moment of `facts`."""
    account = facts.account or Account("")
    now = {finding.cause for finding in diagnosis.findings}
    return Packet(
        case=case.id,
        opened_at=case.opened_at,
        opened_by=case.opened_by,
        packed_at=facts.now,
        identifier=case.identifier,
        place=facts.place,
        shown=case.message,
        username=account.username or None,
        name=account.full_name,
        merged_into=account.merged_into,
        primary_email=account.primary_email,
        secondary_emails=account.secondary_emails,
        companies=tuple(company.name for company in facts.active_companies),
        app=facts.app,
        device=case.device,
        attempts=case.attempts,
        approvals=case.approvals,
        flags=case.flags,
        found=tuple(
            Found(finding.cause, finding.certainty, keep(finding.evidence))
            for finding in diagnosis.findings
            if finding.cause is not Cause.NOTHING_FOUND or not case.causes
        ),
        settled=tuple(cause for cause in case.causes if cause not in now),
        ruled_out=tuple(cause for cause in diagnosis.ruled_out if cause not in case.causes),
        steps=case.steps,
        not_tried=tuple(Untried(title, keep(why)) for title, why in _not_tried(case, facts, diagnosis)),
        notes=case.notes,
    )


def _not_tried(case: Case, facts: Facts, diagnosis: Diagnosis) -> Iterator[tuple[str, Message]]:
    """What is closed and why, then the sections that nobody went through."""
    seen: set[RepairId] = set()
    for finding in diagnosis.findings:
        for repair in finding.repairs:
            if repair.id in seen or case.has_done(repair) or repair.id is RepairId.HAND_OVER:
                continue
            seen.add(repair.id)
            reserved = message("ticket.hexpert" if repair.by is By.HEXPERT else "ticket.open")
            yield f"repair.{repair.id}.title", repair.why_not or reserved
    now = marks(facts, diagnosis)
    for section in SECTIONS:
        if section.key in case.visited or section.key in (SectionKey.STILL_IMPOSSIBLE, SectionKey.ANSWERED):
            continue
        if now[section.key] is not Mark.FOUND:
            yield f"section.{section.key}.title", message(f"mark.{now[section.key]}")
