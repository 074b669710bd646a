"""No account has what the client types, and at least one is a near miss (article, section 2)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    if facts.identifier is None:
        return Silence.NOT_KNOWN
    if facts.account is not None:
        return _against_the_record(facts) if facts.place is None else Silence.RULED_OUT
    if not facts.candidates:
        return Silence.RULED_OUT
    best = facts.candidates[0]
    return Finding(
        Cause.MISTYPED_IDENTIFIER,
        Certainty.LIKELY if len(facts.candidates) == 1 else Certainty.POSSIBLE,
        say(
            "cause.mistyped-identifier.evidence",
            count=len(facts.candidates),
            typed=facts.identifier.strip(),
            near=best.identifier,
            slip=say(f"slip.{best.why}"),
        ),
        say("cause.mistyped-identifier.say"),
        (repairs.retype_identifier(), repairs.hand_over()),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )


def _against_the_record(facts: Facts) -> Finding:
    """The agent knows who the client is; what the client types is simply not on that record."""
    assert facts.account is not None  # noqa: S101 - the caller's check, for the type checker
    assert facts.identifier is not None  # noqa: S101 - the caller's check, for the type checker
    return Finding(
        Cause.MISTYPED_IDENTIFIER,
        Certainty.CONFIRMED,
        say(
            "cause.mistyped-identifier.evidence.known-client",
            typed=facts.identifier.strip(),
            recorded=facts.account.entering_identifiers(),
        ),
        say("cause.mistyped-identifier.say.known-client", identifier=facts.account.entering_identifiers()[-1]),
        (
            repairs.retype_identifier(),
            repairs.use_username(facts),
            repairs.correct_record(facts),
            repairs.hand_over(),
        ),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD) if facts.password is None else (),
    )
