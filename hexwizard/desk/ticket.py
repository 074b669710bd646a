"""A packet as text: for a ticket, and for a Hexpert. What was seen, what was tried, what was not and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hexwizard.desk.actor import Act
from hexwizard.desk.case import Case, Outcome, Step
from hexwizard.desk.packet import Packet, pack
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Diagnosis, RepairId
from hexwizard.locale.words import Words


def ticket(case: Case, facts: Facts, diagnosis: Diagnosis, say: Words) -> str:
    """The whole case in the language of `say`; never a password (there is none in any of these)."""
    return packet_text(pack(case, facts, diagnosis), say) + "\n" + outcome_line(case.outcome, say) + "\n"


def packet_text(packet: Packet, say: Words, now: Packet | None = None) -> str:
    """The packet in the language of `say`; with `now`, what has changed since is marked beneath each line."""
    return "\n".join(_lines(packet, say, now)) + "\n"


def outcome_line(outcome: Outcome | None, say: Words) -> str:
    return say("ticket.outcome", outcome=say(f"outcome.{outcome}") if outcome else "—")


def _lines(packet: Packet, say: Words, now: Packet | None) -> Iterator[str]:
    yield say("ticket.title", case=packet.case, moment=packet.opened_at, operator=packet.opened_by)
    yield from _since(_client(packet, say), _client(now, say) if now else None, say)
    yield ""
    yield say("ticket.found")
    found = list(_found(packet, say))
    yield from found
    if now is not None:
        yield from (say("packet.now", now=line.removeprefix("- ")) for line in _found(now, say) if line not in found)
    yield say("ticket.ruled-out", causes=tuple(say(f"cause.{one}.title") for one in packet.ruled_out) or ("—",))
    yield ""
    yield say("ticket.tried")
    yield from _tried(packet, say)
    if now is not None:
        later = [step for step in now.steps if step not in packet.steps and step.what != Act.HAND_OVER]
        yield from (say("packet.now", now=line.removeprefix("- ")) for line in _steps(later, say))
    yield ""
    yield say("ticket.not-tried")
    yield from (f"- {say(one.title)} — {say.render(one.why.message())}" for one in packet.not_tried)
    if packet.notes:
        yield ""
        yield say("ticket.notes", notes=packet.notes)


def _since(then: dict[str, str], now: dict[str, str] | None, say: Words) -> Iterator[str]:
    """Each line as it was, and under it what it says now where that is something else."""
    for key, line in then.items():
        yield line
        if now is not None and now.get(key, line) != line:
            yield say("packet.now", now=now[key])


def _client(packet: Packet, say: Words) -> dict[str, str]:
    lines = {
        "identifier": say("ticket.identifier", identifier=packet.identifier or "—"),
        "message": say("ticket.message", message=say(f"message.{packet.shown}") if packet.shown else "—"),
    }
    if packet.username is not None:
        lines["account"] = say("ticket.account", name=packet.name, username=packet.username)
        if packet.merged_into is not None:
            lines["merged"] = say("ticket.merged", username=packet.merged_into)
        lines["primary"] = say("ticket.primary", email=packet.primary_email or "—")
        lines["secondary"] = say("ticket.secondary", emails=packet.secondary_emails or ("—",))
        lines["place"] = say("ticket.place", place=say(f"place.{packet.place}" if packet.place else "place.none"))
        lines["companies"] = say("ticket.companies", companies=packet.companies or ("—",))
    app = packet.app
    shown = f"{say(f'platform.{app.platform}')} {app.version}" if app else "—"
    lines["app"] = say("ticket.app", app=shown)
    if packet.device:
        lines["device"] = say("ticket.device", device=packet.device)
    return lines


def _found(packet: Packet, say: Words) -> Iterator[str]:
    for cause in packet.settled:
        yield f"- {say(f'cause.{cause}.title')} — {say('ticket.settled')}"
    for one in packet.found:
        title, certainty = say(f"cause.{one.cause}.title"), say(f"certainty.{one.certainty}")
        yield f"- {title} ({certainty}) — {say.render(one.evidence.message())}"


def _tried(packet: Packet, say: Words) -> Iterator[str]:
    yield from _steps(packet.steps, say)
    if not packet.steps:
        yield f"- {say('ticket.nothing')}"
    yield from _caller(packet, say)


def _steps(steps: Iterable[Step], say: Words) -> Iterator[str]:
    for step in steps:
        yield f"- {say.clock(step.at)} {step_title(step.what, say)} — {say(f'step.{step.outcome}')}"


def _caller(packet: Packet, say: Words) -> Iterator[str]:
    """How the caller was verified, what was suspicious, and who signed beside the agent."""
    for one in packet.attempts:
        method = say(f"verification.{one.method}")
        if one.outcome is AttemptOutcome.PROVED:
            yield say("ticket.verified", method=method, where=one.where or "—", operator=one.by)
        elif one.outcome.fails:
            outcome = say(f"attempt.{one.outcome}")
            yield say("ticket.not-verified", method=method, outcome=outcome, operator=one.by)
    if any(one.policy for one in packet.attempts):
        yield say("ticket.loosened", policy=next(one.policy for one in packet.attempts if one.policy))
    for flag in packet.flags:
        yield f"⚑ {say(f'flag.{flag}')}"
    for approval in packet.approvals:
        yield say("ticket.approved", second=approval.by, first=approval.beside, time=say.clock(approval.at))


def step_title(what: str, say: Words) -> str:
    """The words for a step: a repair that was told, or an act that was done."""
    repairs = {repair.value for repair in RepairId}
    return say(f"repair.{what}.title") if what in repairs else say(f"act.{what}")
