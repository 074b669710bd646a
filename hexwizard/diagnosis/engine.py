"""The rules asked one after the other."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts, PhoneMessage
from hexwizard.diagnosis.findings import Certainty, Diagnosis, Finding, Silence
from hexwizard.diagnosis.rules import RULES
from hexwizard.locale.message import Message, say


def diagnose(facts: Facts) -> Diagnosis:
    """All causes that hold, the verdict first, and all that the facts rule out.

    Where the message on the phone contradicts the record, the first finding's evidence names it.
    """
    outcomes = {cause: rule(facts) for cause, rule in RULES.items()}
    findings = [outcome for outcome in outcomes.values() if isinstance(outcome, Finding)]
    if not findings:
        findings = [_nothing_found(facts)]
    contradiction = _contradiction(facts)
    if contradiction is not None:
        evidence = say("evidence.and", first=findings[0].evidence, then=contradiction)
        findings[0] = replace(findings[0], evidence=evidence)
    excluded = {cause for cause, outcome in outcomes.items() if outcome is Silence.RULED_OUT}
    for finding in findings:
        excluded.update(finding.rules_out)
    excluded -= {finding.cause for finding in findings}
    return Diagnosis(
        tuple(findings),
        tuple(cause for cause in Cause if cause in excluded),
        facts.candidates if facts.account is None else (),
        contradiction,
    )


def _nothing_found(facts: Facts) -> Finding:
    if facts.password is not None:
        key = "cause.nothing-found.evidence.password-right"
    elif facts.message is PhoneMessage.INVALID:
        key = "cause.nothing-found.evidence.password-left"
    else:
        key = "cause.nothing-found.evidence"
    return Finding(
        Cause.NOTHING_FOUND,
        Certainty.CONFIRMED if facts.password is not None else Certainty.POSSIBLE,
        say(key),
        say("cause.nothing-found.say"),
        (repairs.reset_mail(facts), repairs.temporary_password(facts), repairs.hand_over()),
    )


def _contradiction(facts: Facts) -> Message | None:
    """The message on the phone cannot come from this account as it stands (the contract, `diagnose`)."""
    if facts.account is None:
        return None
    if facts.message is PhoneMessage.DEACTIVATED and not facts.is_deactivated:
        return say("contradiction.live", username=facts.account.username)
    if facts.message is PhoneMessage.INVALID and facts.is_deactivated:
        return say("contradiction.deactivated", username=facts.account.username)
    return None
