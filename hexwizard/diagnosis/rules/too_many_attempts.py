"""The account is held back after failed attempts (NIST SP 800-63B-4 §3.2.2)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if not facts.hold:
        return Silence.RULED_OUT
    evidence = (
        say("cause.too-many-attempts.evidence.stopped", failures=account.attempts.failures)
        if facts.stopped
        else say("cause.too-many-attempts.evidence", failures=account.attempts.failures, remaining=facts.hold)
    )
    return Finding(
        Cause.TOO_MANY_ATTEMPTS,
        Certainty.CONFIRMED,
        evidence,
        say("cause.too-many-attempts.say.stopped")
        if facts.stopped
        else say("cause.too-many-attempts.say", remaining=facts.hold),
        (repairs.wait_or_unlock(facts), repairs.reset_mail(facts), repairs.temporary_password(facts)),
    )
