"""`hexwizard diagnose`."""

from __future__ import annotations

import argparse

from hexwizard.commands import output
from hexwizard.commands.opening import app_of, desk_on, read_password
from hexwizard.commands.output import one_line
from hexwizard.desk.clients import Question
from hexwizard.diagnosis.facts import Facts, PhoneMessage
from hexwizard.diagnosis.findings import Diagnosis, Finding, Repair
from hexwizard.locale.words import Words


def run_diagnose(options: argparse.Namespace, say: Words) -> int:
    """What stops this client, without changing anything: 0 whatever is found."""
    question = Question(
        identifier=options.identifier,
        message=PhoneMessage(options.message) if options.message else None,
        no_mail=True if options.symptom == "no-mail" else None,
        app=app_of(options.app),
        password=read_password(say("cli.ask-password")) if options.password_stdin else None,
    )
    with desk_on(options) as desk:
        facts, diagnosis = desk.clients.examine(question)
    if options.json:
        print(output.as_json(as_json(facts, diagnosis, say)))
    else:
        _print(facts, diagnosis, say)
    return 0


def as_json(facts: Facts, diagnosis: Diagnosis, say: Words) -> dict[str, object]:
    """The diagnosis in the contract's form, its sentences in the language of `say`."""
    account = facts.account
    return {
        "identifier": facts.identifier,
        "account": None if account is None else {"username": account.username, "name": account.full_name},
        "verdict": diagnosis.verdict.value,
        "findings": [_finding(finding, say) for finding in diagnosis.findings],
        "candidates": [
            {"username": one.username, "identifier": one.identifier, "why": one.why.value}
            for one in diagnosis.candidates
        ],
        "ruled_out": [cause.value for cause in diagnosis.ruled_out],
    }


def _finding(finding: Finding, say: Words) -> dict[str, object]:
    evidence = [say.render(finding.evidence), *(say.render(caution) for caution in finding.cautions)]
    return {
        "cause": finding.cause.value,
        "certainty": finding.certainty.value,
        "section": finding.section.value,
        "evidence": " ".join(evidence),
        "say": say.render(finding.say),
        "repairs": [_repair(repair, say) for repair in finding.repairs],
    }


def _repair(repair: Repair, say: Words) -> dict[str, object]:
    return {
        "id": repair.id.value,
        "by": repair.by.value,
        "allowed": repair.allowed,
        "why_not": None if repair.why_not is None else say.render(repair.why_not),
    }


def _print(facts: Facts, diagnosis: Diagnosis, say: Words) -> None:
    account = facts.account
    who = say("cli.diagnose.no-account") if account is None else f"{account.full_name} ({account.username})"
    print(one_line(f"{facts.identifier} — {who}"))
    for finding in diagnosis.findings:
        print()
        print(f"{say(f'cause.{finding.cause}.title')} [{say(f'certainty.{finding.certainty}')}]")
        for sentence in (finding.evidence, *finding.cautions):
            print(one_line(f"  {say.render(sentence)}"))
        print(one_line(f"  {say('cli.diagnose.say')} {say.render(finding.say)}"))
        for repair in finding.repairs:
            closed = "" if repair.why_not is None else f" — {say.render(repair.why_not)}"
            mark = "✓" if repair.allowed else "✕"
            print(one_line(f"  {mark} {say(f'repair.{repair.id}.title')} ({say(f'by.{repair.by}')}){closed}"))
    for candidate in diagnosis.candidates:
        print(one_line(f"  ? {candidate.identifier} ({candidate.username}) — {say(f'slip.{candidate.why}')}"))
    if diagnosis.ruled_out:
        ruled_out = say.enumeration([say(f"cause.{cause}.title") for cause in diagnosis.ruled_out])
        print(f"\n{say('cli.diagnose.ruled-out')} {ruled_out}")
