"""A professional withdrew the last access (article, section 4.2; rule 7)."""

from __future__ import annotations

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, RepairId
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, client, diagnosed


def test_the_evidence_names_the_professional_and_the_company() -> None:
    told = diagnosed("alain_sirois", client(withdrawn={ALTO: "Josée Paquin"}), reads=PhoneMessage.DEACTIVATED)
    assert told.verdict is Cause.ACCESS_REMOVED
    assert "Josée Paquin" in told.evidence()
    assert "Studio Alto" in told.evidence()


def test_one_active_membership_keeps_the_access() -> None:
    told = diagnosed("alain_sirois", client(follows=(BOREALE,), withdrawn={ALTO: "Josée Paquin"}))
    assert told.verdict is Cause.NOTHING_FOUND
    assert Cause.ACCESS_REMOVED in told.ruled_out


def test_where_one_company_left_and_the_other_withdrew_it_counts_as_withdrawn() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,), withdrawn={ALTO: "Josée Paquin"}))
    assert told.causes == (Cause.ACCESS_REMOVED,)
    assert Cause.COMPANY_LEFT in told.ruled_out


def test_withdrawn_in_a_company_that_left_since_counts_as_left() -> None:
    told = diagnosed("alain_sirois", client(follows=(), withdrawn={CARDINAL: "Luc Aubé"}))
    assert told.causes == (Cause.COMPANY_LEFT,)
    assert Cause.ACCESS_REMOVED in told.ruled_out


def test_only_withdrawals_that_can_be_given_back_are_named() -> None:
    told = diagnosed("alain_sirois", client(follows=(), withdrawn={CARDINAL: "Luc Aubé", ALTO: "Josée Paquin"}))
    assert "Josée Paquin" in told.evidence()
    assert "Luc Aubé" not in told.evidence()


def test_several_withdrawals_are_all_named() -> None:
    told = diagnosed("alain_sirois", client(follows=(), withdrawn={BOREALE: "Luc Aubé", ALTO: "Josée Paquin"}))
    assert "Josée Paquin" in told.evidence()
    assert "Luc Aubé" in told.evidence()


def test_the_professional_gives_the_access_back_and_no_temporary_password_does() -> None:
    told = diagnosed("alain_sirois", client(withdrawn={ALTO: "Josée Paquin"}))
    assert told.repair(RepairId.RESTORE_ACCESS).by is By.PROFESSIONAL
    assert told.repair(RepairId.RESTORE_ACCESS).allowed
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert told.finding().section is SectionKey.DEACTIVATED
