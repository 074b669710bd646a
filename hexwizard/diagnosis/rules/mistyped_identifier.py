"""No account has what the client types, and at least one is a near miss (article, section 2)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.disclosure import may_tell
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.diagnosis.near_misses.difference import nearest
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    if facts.identifier is None:
        return Silence.NOT_KNOWN
    if facts.account is not None:
        return _against_the_record(facts) if facts.place is None else Silence.RULED_OUT
    if not facts.candidates:
        return Silence.RULED_OUT
    best = facts.candidates[0]
    alone = len(facts.candidates) == 1
    sure = alone and best.why is not Slip.OTHER_ACCOUNT_MAIL
    return Finding(
        Cause.MISTYPED_IDENTIFIER,
        Certainty.LIKELY if sure else Certainty.POSSIBLE,
        say(
            "cause.mistyped-identifier.evidence",
            count=len(facts.candidates),
            typed=facts.identifier.strip(),
            near=best.identifier,
            slip=say(f"slip.{best.why}"),
        ),
        say(f"slip.{best.why}.say") if alone else say("cause.mistyped-identifier.say"),
        (repairs.retype_identifier(), repairs.hand_over()),
        cautions=(say("caution.ask-the-name"), say("caution.for-your-eyes")),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )


def _against_the_record(facts: Facts) -> Finding:
    """The agent knows who the client is; what the client types is simply not on that record."""
    assert facts.account is not None  # noqa: S101 - the caller's check, for the type checker
    assert facts.identifier is not None  # noqa: S101 - the caller's check, for the type checker
    right = nearest(facts.identifier, facts.account.entering_identifiers())
    told = may_tell(facts, right)
    return Finding(
        Cause.MISTYPED_IDENTIFIER,
        Certainty.CONFIRMED,
        say(
            "cause.mistyped-identifier.evidence.known-client",
            typed=facts.identifier.strip(),
            recorded=facts.account.entering_identifiers(),
        ),
        say("cause.mistyped-identifier.say.known-client", identifier=right)
        if told
        else say("cause.mistyped-identifier.say.known-client.unverified"),
        (
            repairs.retype_identifier(),
            repairs.use_username(facts),
            repairs.correct_record(facts),
            repairs.hand_over(),
        ),
        cautions=() if told else (say("caution.for-your-eyes"),),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD) if facts.password is None else (),
    )
