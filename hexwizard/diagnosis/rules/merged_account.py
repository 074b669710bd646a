"""The identifier belongs only to an account that was merged into another (article, section 4.1)."""

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
    if not account.is_merged:
        return Silence.RULED_OUT
    survivor = facts.survivor
    name = account.merged_into or ""
    if survivor is None or survivor.primary_email is None:
        evidence = say("cause.merged-account.evidence", survivor=name)
        spoken = say("cause.merged-account.say.username", survivor=name)
    else:
        evidence = say("cause.merged-account.evidence.address", survivor=name, email=survivor.primary_email)
        spoken = say("cause.merged-account.say", email=survivor.primary_email)
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
