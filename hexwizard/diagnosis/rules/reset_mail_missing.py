"""The e-mail of « Mot de passe oublié? » does not arrive (article, section 2a)."""

from __future__ import annotations

from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.disclosure import may_tell_username
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Silence
from hexwizard.locale.message import say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if facts.no_mail is None:
        return Silence.NOT_KNOWN
    if not facts.no_mail:
        return Silence.RULED_OUT
    if account.primary_email is None:
        evidence = say("cause.reset-mail-missing.evidence.no-primary")
        spoken = (
            say("cause.reset-mail-missing.say.no-primary", username=account.username)
            if may_tell_username(facts)
            else say("cause.reset-mail-missing.say.no-primary.unverified")
        )
    elif facts.provider is not None:
        evidence = say("cause.reset-mail-missing.evidence.provider", email=account.primary_email)
        spoken = say(f"provider.{facts.provider}.say")
    else:
        evidence = say("cause.reset-mail-missing.evidence", email=account.primary_email)
        spoken = say("cause.reset-mail-missing.say")
    return Finding(
        Cause.RESET_MAIL_MISSING,
        Certainty.CONFIRMED,
        evidence,
        spoken,
        (repairs.reset_mail(facts), repairs.temporary_password(facts), repairs.hand_over()),
        cautions=(say("caution.button-does-nothing"), say("caution.asking-again")),
    )
