"""The case as text, for a ticket and for a Hexpert: what was seen, what was tried, what was not and why."""

from __future__ import annotations

from collections.abc import Iterator

from hexwizard.article import SECTIONS, Cause, SectionKey
from hexwizard.desk.case import Case
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import By, Diagnosis, RepairId
from hexwizard.diagnosis.rail import Mark, marks
from hexwizard.locale.words import Words


def ticket(case: Case, facts: Facts, diagnosis: Diagnosis, say: Words) -> str:
    """The whole case in the language of `say`; never a password (there is none in any of these)."""
    return "\n".join(_lines(case, facts, diagnosis, say)) + "\n"


def _lines(case: Case, facts: Facts, diagnosis: Diagnosis, say: Words) -> Iterator[str]:
    yield say("ticket.title", case=case.id, moment=case.opened_at, operator=case.opened_by)
    yield from _client(case, facts, say)
    yield ""
    yield say("ticket.found")
    now = {finding.cause for finding in diagnosis.findings}
    for cause in case.causes:
        if cause not in now:
            yield f"- {say(f'cause.{cause}.title')} — {say('ticket.settled')}"
    for finding in diagnosis.findings:
        if finding.cause is Cause.NOTHING_FOUND and case.causes:
            continue
        title, certainty = say(f"cause.{finding.cause}.title"), say(f"certainty.{finding.certainty}")
        yield f"- {title} ({certainty}) — {say.render(finding.evidence)}"
    excluded = tuple(say(f"cause.{cause}.title") for cause in diagnosis.ruled_out if cause not in case.causes)
    yield say("ticket.ruled-out", causes=excluded or ("—",))
    yield ""
    yield say("ticket.tried")
    for step in case.steps:
        yield f"- {say.clock(step.at)} {step_title(step.what, say)} — {say(f'step.{step.outcome}')}"
    if not case.steps:
        yield f"- {say('ticket.nothing')}"
    yield from _caller(case, say)
    yield ""
    yield say("ticket.not-tried")
    yield from (f"- {line}" for line in _not_tried(case, facts, diagnosis, say))
    if case.notes:
        yield ""
        yield say("ticket.notes", notes=case.notes)
    yield ""
    yield say("ticket.outcome", outcome=say(f"outcome.{case.outcome}") if case.outcome else "—")


def _client(case: Case, facts: Facts, say: Words) -> Iterator[str]:
    account = facts.account
    yield say("ticket.identifier", identifier=case.identifier or "—")
    yield say("ticket.message", message=say(f"message.{case.message}") if case.message else "—")
    if account is not None:
        yield say("ticket.account", name=account.full_name, username=account.username)
        yield say("ticket.primary", email=account.primary_email or "—")
        yield say("ticket.secondary", emails=account.secondary_emails or ("—",))
        names = tuple(company.name for company in facts.active_companies)
        yield say("ticket.companies", companies=names or ("—",))
    app = facts.app
    shown = f"{say(f'platform.{app.platform}')} {app.version}" if app else "—"
    yield say("ticket.app", app=shown)


def _caller(case: Case, say: Words) -> Iterator[str]:
    """How the caller was verified, what was suspicious, and who signed beside the agent."""
    for one in case.attempts:
        method = say(f"verification.{one.method}")
        if one.outcome is AttemptOutcome.PROVED:
            yield say("ticket.verified", method=method, where=one.where or "—", operator=one.by)
        elif one.outcome.fails:
            outcome = say(f"attempt.{one.outcome}")
            yield say("ticket.not-verified", method=method, outcome=outcome, operator=one.by)
    if any(one.policy for one in case.attempts):
        yield say("ticket.loosened", policy=next(one.policy for one in case.attempts if one.policy))
    for flag in case.flags:
        yield f"⚑ {say(f'flag.{flag}')}"
    for approval in case.approvals:
        yield say("ticket.approved", second=approval.by, first=approval.beside, time=say.clock(approval.at))


def step_title(what: str, say: Words) -> str:
    """The words for a step: a repair that was told, or an act that was done."""
    repairs = {repair.value for repair in RepairId}
    return say(f"repair.{what}.title") if what in repairs else say(f"act.{what}")


def _not_tried(case: Case, facts: Facts, diagnosis: Diagnosis, say: Words) -> Iterator[str]:
    """What is closed and why, then the sections that nobody went through."""
    seen: set[RepairId] = set()
    for finding in diagnosis.findings:
        for repair in finding.repairs:
            if repair.id in seen or case.has_done(repair) or repair.id is RepairId.HAND_OVER:
                continue
            seen.add(repair.id)
            why = say.render(repair.why_not) if repair.why_not is not None else say("ticket.open")
            if repair.why_not is None and repair.by is By.HEXPERT:
                why = say("ticket.hexpert")
            yield f"{say(f'repair.{repair.id}.title')} — {why}"
    now = marks(facts, diagnosis)
    for section in SECTIONS:
        if section.key in case.visited or section.key in (SectionKey.STILL_IMPOSSIBLE, SectionKey.ANSWERED):
            continue
        if now[section.key] is not Mark.FOUND:
            yield f"{say(f'section.{section.key}.title')} — {say(f'mark.{now[section.key]}')}"
