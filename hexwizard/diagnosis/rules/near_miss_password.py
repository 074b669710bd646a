"""The password given fails, and a usual slip of it would pass (article, section 2)."""

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
    if check.right or check.dead is not None or check.slip is None:
        return Silence.RULED_OUT
    return Finding(
        Cause.NEAR_MISS_PASSWORD,
        Certainty.CONFIRMED,
        say("cause.near-miss-password.evidence", slip=say(f"password-slip.{check.slip}")),
        say(f"cause.near-miss-password.say.{check.slip}"),
        (repairs.reset_mail(facts), repairs.temporary_password(facts), repairs.hand_over()),
        rules_out=(Cause.WRONG_PASSWORD,),
    )
