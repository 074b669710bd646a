"""No account has what the client types, and none is near (article, section 2)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    if facts.identifier is None and facts.account is None:
        return Silence.NOT_KNOWN
    if facts.account is not None or facts.candidates:
        return Silence.RULED_OUT
    assert facts.identifier is not None  # noqa: S101 - the first line's check, for the type checker
    return Finding(
        Cause.UNKNOWN_IDENTIFIER,
        Certainty.CONFIRMED,
        say("cause.unknown-identifier.evidence", typed=facts.identifier.strip()),
        say("cause.unknown-identifier.say"),
        (repairs.retype_identifier(), repairs.hand_over()),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )
