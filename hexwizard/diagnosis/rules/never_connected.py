"""The account has never connected: the invitation is sent again (rule 6)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.disclosure import may_tell
from hexwizard.diagnosis.facts import Facts, SentInvitation
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Repair, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if account.first_connection is not None:
        return Silence.RULED_OUT
    refused = _refused(facts)
    address = account.primary_email or next(iter(account.secondary_emails), None)
    if address is None:
        evidence, spoken = (
            say("cause.never-connected.evidence.no-email"),
            say("cause.never-connected.say.no-email"),
        )
    elif refused is not None:
        evidence = say("cause.never-connected.evidence.wrong-address", email=refused.address)
        spoken = say("cause.never-connected.say.wrong-address")
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
        _ways(facts),
        cautions=(say("caution.adding-sends-nothing"),),
        rules_out=() if facts.password is not None else (Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )


def _refused(facts: Facts) -> SentInvitation | None:
    """The invitation that went to nobody, where its address still stands on the record."""
    sent, account = facts.invitation, facts.account
    if sent is None or account is None or not sent.is_to_nobody or account.place_of(sent.address) is None:
        return None
    return sent


def _ways(facts: Facts) -> tuple[Repair, ...]:
    again, corrected = repairs.resend_invitation(facts), repairs.correct_record(facts)
    first = (corrected, again) if _refused(facts) is not None else (again, corrected)
    return *first, repairs.temporary_password(facts), repairs.hand_over()
