"""The password fails, and no usual slip explains it (article, section 2)."""

from __future__ import annotations

import pytest

from hexwizard.accounts.problems import UnreadableText
from hexwizard.article import Cause
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import RepairId
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, client, diagnosed, handed_out

WRONG = "tout autre chose"


def test_another_password_altogether_is_wrong() -> None:
    told = diagnosed("alain_sirois", client(), password=WRONG, reads=PhoneMessage.INVALID)
    assert told.causes == (Cause.WRONG_PASSWORD,)
    assert Cause.NEAR_MISS_PASSWORD in told.ruled_out


def test_the_reset_mail_and_a_temporary_password_are_both_open() -> None:
    told = diagnosed("alain_sirois", client(), password=WRONG)
    assert told.open_ways() == (RepairId.RESET_MAIL, RepairId.TEMPORARY_PASSWORD, RepairId.HAND_OVER)


def test_a_client_of_several_companies_gets_no_temporary_password_and_the_reason_names_them() -> None:
    told = diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)), password=WRONG)
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert "Studio Alto" in told.why_not(RepairId.TEMPORARY_PASSWORD)
    assert "Clinique Boréale" in told.why_not(RepairId.TEMPORARY_PASSWORD)
    assert told.repair(RepairId.RESET_MAIL).allowed


def test_several_companies_are_counted_over_the_memberships_still_active() -> None:
    after_leaving = diagnosed("alain_sirois", client(follows=(ALTO, CARDINAL)), password=WRONG)
    assert after_leaving.repair(RepairId.TEMPORARY_PASSWORD).allowed
    withdrawn = client(follows=(ALTO,), withdrawn={BOREALE: "Luc Aubé"})
    assert diagnosed("alain_sirois", withdrawn, password=WRONG).repair(RepairId.TEMPORARY_PASSWORD).allowed


def test_an_account_without_any_e_mail_gets_no_reset_mail() -> None:
    told = diagnosed("alain_sirois", client(primary=None), password=WRONG)
    assert not told.repair(RepairId.RESET_MAIL).allowed
    assert told.repair(RepairId.TEMPORARY_PASSWORD).allowed


def test_the_evidence_tells_a_sleeping_password_from_one_never_set() -> None:
    checked = diagnosed("alain_sirois", client(), password=WRONG).evidence()
    unset = diagnosed("alain_sirois", client(password=None), password=WRONG).evidence()
    sleeping = diagnosed("alain_sirois", client(temporary=(handed_out(),)), password=WRONG).evidence()
    assert len({checked, unset, sleeping}) == 3


@pytest.mark.parametrize("given", ["", " ", "x" * 4096, "\x00", "🐈" * 40])
def test_any_text_may_be_given_as_a_password(given: str) -> None:
    assert diagnosed("alain_sirois", client(), password=given).verdict is Cause.WRONG_PASSWORD


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableText):
        diagnosed("alain_sirois", client(), password="motdepasse\udcff")
