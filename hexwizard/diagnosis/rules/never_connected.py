"""The account has never connected: the invitation is sent again (rule 6)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.disclosure import may_tell
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if account.first_connection is not None:
        return Silence.RULED_OUT
    address = account.primary_email or next(iter(account.secondary_emails), None)
    if address is None:
        evidence, spoken = (
            say("cause.never-connected.evidence.no-email"),
            say("cause.never-connected.say.no-email"),
        )
    else:
        evidence, spoken = (
            say("cause.never-connected.evidence"),
            say("cause.never-connected.say", email=address)
            if may_tell(facts, address)
            else say("cause.never-connected.say.unverified"),
        )
    return Finding(
        Cause.NEVER_CONNECTED,
        Certainty.CONFIRMED,
        evidence,
        spoken,
        (
            repairs.resend_invitation(facts),
            repairs.correct_record(facts),
            repairs.temporary_password(facts),
            repairs.hand_over(),
        ),
        cautions=(say("caution.adding-sends-nothing"),),
        rules_out=() if facts.password is not None else (Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )
