"""What the client types belongs only to an account merged into another (article, section 4.1)."""

from __future__ import annotations

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, RepairId
from tests.diagnosis.calls import client, diagnosed

MERGED = client("yves_levesque", primary="yves@icloud.com", merged_into="yves_72")
SURVIVOR = client("yves_72", primary="yves72@gmail.com")


def test_the_evidence_names_the_account_that_lives_on_and_its_address() -> None:
    told = diagnosed("yves@icloud.com", MERGED, SURVIVOR)
    assert told.verdict is Cause.MERGED_ACCOUNT
    assert told.account == "yves_levesque"
    assert "yves_72" in told.evidence()
    assert "yves72@gmail.com" in told.evidence()
    verified = diagnosed("yves@icloud.com", MERGED, SURVIVOR, verified=True)
    assert "yves72@gmail.com" in verified.says(), "first tell the client which address survived"


def test_a_live_account_wins_over_a_merged_one_even_by_a_secondary_e_mail() -> None:
    survivor = client("yves_72", primary="yves72@gmail.com", secondary=("yves@icloud.com",))
    told = diagnosed("yves@icloud.com", MERGED, survivor)
    assert told.verdict is Cause.SECONDARY_EMAIL_USED
    assert told.account == "yves_72"


def test_a_survivor_without_an_address_is_entered_with_its_username() -> None:
    told = diagnosed("yves_levesque", MERGED, client("yves_72", primary=None), verified=True)
    assert "yves_72" in told.says()


def test_a_survivor_that_is_gone_is_still_named() -> None:
    assert "yves_72" in diagnosed("yves_levesque", MERGED).evidence()


def test_a_hexpert_frees_the_e_mail_and_nobody_else() -> None:
    told = diagnosed("yves@icloud.com", MERGED, SURVIVOR, reads=PhoneMessage.DEACTIVATED)
    assert told.repair(RepairId.FREE_EMAIL).by is By.HEXPERT
    assert told.repair(RepairId.FREE_EMAIL).allowed


def test_without_an_e_mail_on_it_there_is_none_to_free() -> None:
    told = diagnosed("yves_levesque", client("yves_levesque", primary=None, merged_into="yves_72"), SURVIVOR)
    assert not told.repair(RepairId.FREE_EMAIL).allowed


def test_a_merged_account_never_gets_a_temporary_password() -> None:
    told = diagnosed("yves@icloud.com", MERGED, SURVIVOR)
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert "deactivated" in told.why_not(RepairId.TEMPORARY_PASSWORD)


def test_a_merge_is_neither_a_withdrawal_nor_a_company_that_left() -> None:
    shut = client("yves_levesque", primary="yves@icloud.com", merged_into="yves_72", follows=())
    told = diagnosed("yves@icloud.com", shut, SURVIVOR)
    assert told.causes == (Cause.MERGED_ACCOUNT,)
    assert {Cause.ACCESS_REMOVED, Cause.COMPANY_LEFT} <= set(told.ruled_out)


def test_it_is_published_as_the_section_on_deactivated_accounts() -> None:
    assert diagnosed("yves@icloud.com", MERGED, SURVIVOR).finding().section is SectionKey.DEACTIVATED


def test_the_agent_is_warned_that_a_merge_cannot_be_undone() -> None:
    assert diagnosed("yves@icloud.com", MERGED, SURVIVOR).cautions()
