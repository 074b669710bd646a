"""A temporary password is for a client of exactly one company (article, section 3; rule 3), wherever it is asked."""

from __future__ import annotations

from itertools import product

import pytest

from hexwizard.accounts.model import Account
from hexwizard.article import SectionKey
from hexwizard.diagnosis.briefing import brief
from hexwizard.diagnosis.findings import RepairId
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, DELTA, client, diagnosed

SEVERAL = client(follows=(ALTO, BOREALE))
DEACTIVATED = {
    "merged": client(merged_into="alain_2"),
    "withdrawn": client(withdrawn={ALTO: "Josée Paquin"}),
    "left": client(follows=(CARDINAL, DELTA)),
    "of no company": client(follows=()),
}


def _is_open_anywhere(account: Account, identifier: str = "alain_sirois") -> bool:
    for password, no_mail in product((None, "wrong"), (None, True)):
        told = diagnosed(identifier, account, password=password, no_mail=no_mail)
        briefings = [brief(section, told.facts, told.diagnosis) for section in SectionKey]
        ways = [way for finding in told.diagnosis.findings for way in finding.repairs]
        ways += [way for briefing in briefings for way in briefing.repairs]
        if any(way.id is RepairId.TEMPORARY_PASSWORD and way.allowed for way in ways):
            return True
    return False


def test_a_client_of_one_company_may_have_one() -> None:
    assert _is_open_anywhere(client())


def test_a_client_of_several_companies_never_gets_one_on_any_screen() -> None:
    assert not _is_open_anywhere(SEVERAL)
    assert not _is_open_anywhere(client(primary=None, secondary=("a@hotmail.com",), follows=(ALTO, BOREALE)))


@pytest.mark.parametrize("how", DEACTIVATED)
def test_a_deactivated_account_never_gets_one_on_any_screen(how: str) -> None:
    assert not _is_open_anywhere(DEACTIVATED[how])


def test_a_company_that_left_or_withdrew_no_longer_counts() -> None:
    assert _is_open_anywhere(client(follows=(ALTO, CARDINAL, DELTA)))
    assert _is_open_anywhere(client(follows=(ALTO,), withdrawn={BOREALE: "Luc Aubé"}))


def test_why_not_says_what_instead() -> None:
    with_mail = diagnosed("alain_sirois", SEVERAL).why_not(RepairId.TEMPORARY_PASSWORD)
    secondary_only = client(primary=None, secondary=("a@hotmail.com",), follows=(ALTO, BOREALE))
    without = diagnosed("alain_sirois", secondary_only).why_not(RepairId.TEMPORARY_PASSWORD)
    assert "Studio Alto" in with_mail
    assert with_mail != without
