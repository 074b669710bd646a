"""No active membership is left, and a professional of a company in use withdrew one (article, section 4.2)."""

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
    withdrawn = [
        (tie.withdrawn_by, company.name)
        for tie in account.memberships
        if tie.withdrawn_by is not None
        and (company := facts.companies.get(tie.company_id)) is not None
        and company.uses_product(facts.now.date())
    ]
    if not withdrawn:
        return Silence.RULED_OUT
    return Finding(
        Cause.ACCESS_REMOVED,
        Certainty.CONFIRMED,
        say(
            "cause.access-removed.evidence",
            withdrawals=tuple(
                say("cause.access-removed.withdrawal", professional=by, company=name) for by, name in withdrawn
            ),
        ),
        say("cause.access-removed.say", professional=withdrawn[0][0], company=withdrawn[0][1]),
        (repairs.restore_access(facts), repairs.hand_over(), repairs.temporary_password(facts)),
        cautions=(say("caution.archiving-is-not-blocking"),),
    )
