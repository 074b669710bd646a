"""The e-mail of « Mot de passe oublié? » does not arrive: the client says so, or the server did (section 2a)."""

from __future__ import annotations

from hexwizard.accounts.model import Account
from hexwizard.article import Cause
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.disclosure import may_tell_username
from hexwizard.diagnosis.facts import Delivery, Facts, ResetMail
from hexwizard.diagnosis.findings import Certainty, Finding, Outcome, Repair, Silence
from hexwizard.locale.message import Message, say


def examine(facts: Facts) -> Outcome:
    account = facts.account
    if account is None:
        return Silence.NOT_KNOWN
    if facts.no_mail is False:
        return Silence.RULED_OUT
    if facts.address_refused is None and facts.no_mail is None:
        return Silence.NOT_KNOWN
    return Finding(
        Cause.RESET_MAIL_MISSING,
        Certainty.CONFIRMED,
        _evidence(facts, account),
        _spoken(facts, account),
        _ways(facts),
        cautions=() if facts.address_refused else (say("caution.button-does-nothing"), say("caution.asking-again")),
    )


def _evidence(facts: Facts, account: Account) -> Message:
    sent = facts.reset
    if account.primary_email is None:
        return say("cause.reset-mail-missing.evidence.no-primary")
    if sent is not None and sent.went_to(account.primary_email):
        return _of_what_was_sent(sent)
    if facts.provider is not None:
        return say("cause.reset-mail-missing.evidence.provider", email=account.primary_email)
    return say("cause.reset-mail-missing.evidence", email=account.primary_email)


def _of_what_was_sent(sent: ResetMail) -> Message:
    """What the record knows of the letter, and whether waiting for it still makes sense."""
    to, at = sent.code.address, sent.code.sent_at
    if sent.delivery is Delivery.REFUSED and sent.wrong_address:
        return say("cause.reset-mail-missing.evidence.wrong-address", email=to)
    if sent.delivery in (Delivery.REFUSED, Delivery.GIVEN_UP):
        return say("cause.reset-mail-missing.evidence.not-delivered", email=to)
    if sent.delivery is Delivery.WAITING:
        return say("cause.reset-mail-missing.evidence.waiting", email=to, moment=at)
    if sent.left:
        return say("cause.reset-mail-missing.evidence.holds", email=to, moment=at, time=sent.left)
    return say("cause.reset-mail-missing.evidence.expired", email=to, moment=at)


def _spoken(facts: Facts, account: Account) -> Message:
    if account.primary_email is None:
        if may_tell_username(facts):
            return say("cause.reset-mail-missing.say.no-primary", username=account.username)
        return say("cause.reset-mail-missing.say.no-primary.unverified")
    if facts.address_refused is not None:
        return say("cause.reset-mail-missing.say.wrong-address")
    return say(f"provider.{facts.provider}.say") if facts.provider is not None else say("cause.reset-mail-missing.say")


def _ways(facts: Facts) -> tuple[Repair, ...]:
    again, other = repairs.reset_mail(facts), repairs.temporary_password(facts)
    if facts.address_refused is not None:
        return repairs.correct_record(facts), other, again, repairs.hand_over()
    corrected = (repairs.correct_record(facts),) if facts.domain_meant else ()
    return *corrected, again, other, repairs.hand_over()
