"""The password given fails, and no usual slip explains it (article, section 2)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    check = facts.password
    if facts.account is None or check is None:
        return Silence.NOT_KNOWN
    if check.right or check.dead is not None or check.slip is not None:
        return Silence.RULED_OUT
    key = "sleeping" if facts.has_live_temporary else "none-set" if facts.account.password_hash is None else "checked"
    return Finding(
        Cause.WRONG_PASSWORD,
        Certainty.CONFIRMED,
        say(f"cause.wrong-password.evidence.{key}"),
        say("cause.wrong-password.say"),
        (repairs.reset_mail(facts), repairs.temporary_password(facts), repairs.hand_over()),
    )
