"""A secondary e-mail never opens the app (article, sections 2b and 2c; rule 1)."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.findings import By, RepairId
from tests.diagnosis.calls import ALTO, BOREALE, RIGHT, client, diagnosed

HOTMAIL = "alain.sirois@hotmail.com"
ARTICLE = client(primary=None, secondary=(HOTMAIL,))
"""The article's example."""


def test_the_article_s_example_types_his_username() -> None:
    told = diagnosed(HOTMAIL, ARTICLE)
    assert told.verdict is Cause.SECONDARY_EMAIL_USED
    assert told.finding().section is SectionKey.PRIMARY_EMAIL
    assert "alain_sirois" in told.says()
    assert told.open_ways()[0] is RepairId.USE_USERNAME


@pytest.mark.parametrize("typed", [HOTMAIL.upper(), f"  {HOTMAIL} ", HOTMAIL.title()])
def test_capitals_and_spaces_around_it_do_not_hide_it(typed: str) -> None:
    assert diagnosed(typed, ARTICLE).verdict is Cause.SECONDARY_EMAIL_USED


def test_his_username_is_in_order() -> None:
    told = diagnosed("alain_sirois", ARTICLE)
    assert told.verdict is Cause.NOTHING_FOUND
    assert Cause.SECONDARY_EMAIL_USED in told.ruled_out


def test_the_account_that_holds_it_as_primary_wins() -> None:
    other = client("alain_2", primary=HOTMAIL)
    told = diagnosed(HOTMAIL, ARTICLE, other)
    assert told.account == "alain_2"
    assert told.verdict is Cause.NOTHING_FOUND


def test_it_becomes_primary_unless_another_client_enters_with_it() -> None:
    assert diagnosed(HOTMAIL, ARTICLE).repair(RepairId.MAKE_PRIMARY).allowed
    other = client("alain_2", primary=HOTMAIL)
    told = diagnosed(HOTMAIL, ARTICLE, other, username="alain_sirois")
    assert told.verdict is Cause.SECONDARY_EMAIL_USED
    assert not told.repair(RepairId.MAKE_PRIMARY).allowed
    assert "alain_2" in told.why_not(RepairId.MAKE_PRIMARY)
    assert "alain_2" in told.cautions()


def test_a_merged_account_that_still_holds_it_does_not_stand_in_the_way() -> None:
    merged = client("alain_2", primary=HOTMAIL, merged_into="alain_sirois")
    assert diagnosed(HOTMAIL, ARTICLE, merged).repair(RepairId.MAKE_PRIMARY).allowed


def test_the_professional_makes_it_primary() -> None:
    assert diagnosed(HOTMAIL, ARTICLE).repair(RepairId.MAKE_PRIMARY).by is By.PROFESSIONAL


def test_no_reset_mail_goes_to_a_secondary_address() -> None:
    told = diagnosed(HOTMAIL, ARTICLE)
    assert not told.repair(RepairId.RESET_MAIL).allowed
    assert told.repair(RepairId.TEMPORARY_PASSWORD).allowed


def test_the_dead_end_is_seen_at_once_and_handed_over() -> None:
    told = diagnosed(HOTMAIL, client(primary=None, secondary=(HOTMAIL,), follows=(ALTO, BOREALE)))
    assert told.ways()[0] is RepairId.HAND_OVER
    assert not told.repair(RepairId.RESET_MAIL).allowed
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert "hand" in told.cautions().casefold()


def test_several_companies_with_a_primary_address_are_no_dead_end() -> None:
    told = diagnosed(HOTMAIL, client(secondary=(HOTMAIL,), follows=(ALTO, BOREALE)))
    assert told.repair(RepairId.RESET_MAIL).allowed
    assert told.ways()[0] is RepairId.USE_USERNAME
    assert not told.cautions()


def test_without_a_password_the_password_is_not_suspected() -> None:
    told = diagnosed(HOTMAIL, ARTICLE)
    assert {Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD} <= set(told.ruled_out)


def test_a_wrong_password_given_with_it_is_found_as_well() -> None:
    told = diagnosed(HOTMAIL, ARTICLE, password="tout autre chose")
    assert told.causes == (Cause.SECONDARY_EMAIL_USED, Cause.WRONG_PASSWORD)
    assert diagnosed(HOTMAIL, ARTICLE, password=RIGHT).causes == (Cause.SECONDARY_EMAIL_USED,)


def test_before_anybody_asked_what_is_typed_it_is_neither_found_nor_ruled_out() -> None:
    told = diagnosed(None, ARTICLE, username="alain_sirois")
    assert Cause.SECONDARY_EMAIL_USED not in (*told.causes, *told.ruled_out)
    assert Cause.SECONDARY_EMAIL_USED in diagnosed(None, client(), username="alain_sirois").ruled_out


def test_of_two_clients_who_share_it_the_same_one_is_meant_in_any_order() -> None:
    first, second = (client(name, primary=None, secondary=(HOTMAIL,)) for name in ("alain_1", "alain_2"))
    for records in ((first, second), (second, first)):
        told = diagnosed(HOTMAIL, *records)
        assert told.account == "alain_1"
        assert "alain_2" in told.cautions()
