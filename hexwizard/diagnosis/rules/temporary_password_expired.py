"""The temporary password given, or the only one the client holds, no longer opens (article, section 3)."""

from __future__ import annotations

from hexwizard.accounts.model import TemporaryState
from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    given = facts.password.dead if facts.password is not None else None
    only = facts.dead_temporary if account.password_hash is None else None
    state = given or only
    if state is None:
        return Silence.RULED_OUT
    reason = "expired" if state is TemporaryState.ACTIVE else state.value
    return Finding(
        Cause.TEMPORARY_PASSWORD_EXPIRED,
        Certainty.CONFIRMED,
        say(f"cause.temporary-password-expired.evidence.{reason}"),
        say("cause.temporary-password-expired.say"),
        (repairs.temporary_password(facts), repairs.reset_mail(facts), repairs.hand_over()),
        rules_out=(Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD) if given else (),
    )
