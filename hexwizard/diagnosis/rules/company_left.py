"""No active membership is left, and nobody who could give it back withdrew one (article, section 4.3)."""

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
    if account.is_merged or facts.active_companies:
        return Silence.RULED_OUT
    today = facts.now.date()
    known = [facts.companies[tie.company_id] for tie in account.memberships if tie.company_id in facts.companies]
    if any(
        tie.withdrawn_by is not None
        and tie.company_id in facts.companies
        and facts.companies[tie.company_id].uses_product(today)
        for tie in account.memberships
    ):
        return Silence.RULED_OUT
    left = tuple(
        say("cause.company-left.departure", company=company.name, day=company.left_on)
        for company in known
        if company.left_on is not None
    )
    return Finding(
        Cause.COMPANY_LEFT,
        Certainty.CONFIRMED,
        say("cause.company-left.evidence", departures=left) if left else say("cause.company-left.evidence.no-company"),
        say("cause.company-left.say"),
        (repairs.hand_over(), repairs.free_email(facts), repairs.temporary_password(facts)),
        cautions=(say("caution.no-history"),),
    )
