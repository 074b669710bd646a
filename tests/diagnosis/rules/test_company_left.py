"""No active membership is left, and nobody could give one back (article, section 4.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hexwizard.accounts.model import Company, Membership
from hexwizard.article import Cause
from hexwizard.diagnosis.findings import By, RepairId
from tests.diagnosis.calls import ALTO, CARDINAL, DELTA, client, diagnosed


def test_the_only_company_left_and_the_evidence_names_it() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)))
    assert told.verdict is Cause.COMPANY_LEFT
    assert "Gym Cardinal" in told.evidence()
    assert "2026" in told.evidence()


def test_all_companies_left_and_each_is_named() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL, DELTA)))
    assert "Gym Cardinal" in told.evidence()
    assert "Kiné Delta" in told.evidence()


def test_one_company_that_stays_is_enough() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL, ALTO)))
    assert told.verdict is Cause.NOTHING_FOUND
    assert Cause.COMPANY_LEFT in told.ruled_out


def test_a_client_of_no_company_has_no_access() -> None:
    assert diagnosed("alain_sirois", client(follows=())).verdict is Cause.COMPANY_LEFT


def test_a_company_that_the_file_does_not_know_opens_nothing() -> None:
    stray = replace(client(), memberships=(Membership("nowhere"),))
    assert diagnosed("alain_sirois", stray).verdict is Cause.COMPANY_LEFT


def test_a_company_opens_until_the_day_on_which_it_leaves() -> None:
    leaving = Company("leaving", "Studio Demain", left_on=date(2026, 5, 5))
    account = client(follows=(leaving,))
    before, after = datetime(2026, 5, 4, 23, 59, tzinfo=UTC), datetime(2026, 5, 5, 0, 1, tzinfo=UTC)
    assert diagnosed("alain_sirois", leaving, account, now=before).verdict is Cause.NOTHING_FOUND
    assert diagnosed("alain_sirois", leaving, account, now=after).verdict is Cause.COMPANY_LEFT


def test_the_case_goes_to_a_hexpert_who_may_free_the_e_mail() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)))
    assert told.open_ways()[0] is RepairId.HAND_OVER
    assert told.repair(RepairId.FREE_EMAIL).by is By.HEXPERT
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed


def test_the_agent_is_warned_that_a_new_account_brings_no_history() -> None:
    assert "history" in diagnosed("alain_sirois", client(follows=(CARDINAL,))).cautions()


def test_an_old_app_is_named_after_it() -> None:
    told = diagnosed("alain_sirois", client(follows=(CARDINAL,)), app="ios 5.9.3")
    assert told.causes == (Cause.COMPANY_LEFT, Cause.OUTDATED_APP)
