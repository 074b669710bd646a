"""What the client types is a secondary e-mail, which never opens the app (article, sections 2b and 2c; rule 1)."""

from __future__ import annotations

from hexwizard.accounts.model import Place
from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if facts.identifier is None:
        return Silence.NOT_KNOWN if account.secondary_emails else Silence.RULED_OUT
    if facts.place is not Place.SECONDARY:
        return Silence.RULED_OUT
    address = facts.identifier.strip()
    cautions = [say("caution.dead-end")] if repairs.is_dead_end(facts) else []
    if facts.others:
        names = tuple(other.username for other in facts.others)
        cautions.append(say("caution.shared-address", email=address, usernames=names))
    ways = (
        repairs.use_username(facts),
        repairs.make_primary(facts),
        repairs.reset_mail(facts),
        repairs.temporary_password(facts),
        repairs.hand_over(),
    )
    return Finding(
        Cause.SECONDARY_EMAIL_USED,
        Certainty.CONFIRMED,
        say("cause.secondary-email-used.evidence", email=address, username=account.username),
        say("cause.secondary-email-used.say", username=account.username),
        (ways[-1], *ways[:-1]) if repairs.is_dead_end(facts) else ways,
        cautions=tuple(cautions),
        rules_out=() if facts.password is not None else (Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD),
    )
