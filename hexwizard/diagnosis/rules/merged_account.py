"""The identifier belongs only to an account that was merged into another (article, section 4.1)."""

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
    if not account.is_merged:
        return Silence.RULED_OUT
    survivor = facts.survivor
    name = account.merged_into or ""
    address = survivor.primary_email if survivor is not None else None
    if address is None:
        evidence = say("cause.merged-account.evidence", survivor=name)
        spoken = say("cause.merged-account.say.username", survivor=name)
    else:
        evidence = say("cause.merged-account.evidence.address", survivor=name, email=address)
        spoken = say("cause.merged-account.say", email=address)
    if not may_tell(facts, address or name):
        spoken = say("cause.merged-account.say.unverified")
    return Finding(
        Cause.MERGED_ACCOUNT,
        Certainty.CONFIRMED,
        evidence,
        spoken,
        (
            repairs.retype_identifier(),
            repairs.free_email(facts),
            repairs.hand_over(),
            repairs.temporary_password(facts),
        ),
        cautions=(say("caution.merge-is-final"),),
    )
