"""The e-mail of « Mot de passe oublié? » does not come (article, section 2a)."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.findings import RepairId
from tests.diagnosis.calls import ALTO, BOREALE, client, diagnosed


@pytest.mark.parametrize("domain", ["hotmail.com", "hotmail.ca", "outlook.com", "live.ca", "msn.com"])
def test_microsoft_s_mailboxes_have_advice_of_their_own(domain: str) -> None:
    told = diagnosed("alain_sirois", client(primary=f"alain@{domain}"), no_mail=True)
    elsewhere = diagnosed("alain_sirois", client(primary="alain@gmail.com"), no_mail=True)
    assert told.verdict is elsewhere.verdict is Cause.RESET_MAIL_MISSING
    assert told.says() != elsewhere.says()
    assert told.says(language="fr") != elsewhere.says(language="fr")


def test_capitals_in_the_domain_change_nothing() -> None:
    low = diagnosed("alain_sirois", client(primary="alain@hotmail.com"), no_mail=True)
    assert diagnosed("alain_sirois", client(primary="Alain@HOTMAIL.com"), no_mail=True).says() == low.says()


def test_the_evidence_names_where_it_was_sent() -> None:
    told = diagnosed("alain_sirois", client(), no_mail=True)
    assert "alain.sirois@gmail.com" in told.evidence()
    assert told.finding().section is SectionKey.FORGOTTEN_PASSWORD


def test_without_a_primary_address_it_is_no_wonder() -> None:
    told = diagnosed("alain_sirois", client(primary=None, secondary=("alain@hotmail.com",)), no_mail=True)
    assert not told.repair(RepairId.RESET_MAIL).allowed
    assert "alain_sirois" in told.says()
    assert told.repair(RepairId.TEMPORARY_PASSWORD).allowed


def test_it_is_found_only_when_the_client_says_so() -> None:
    assert Cause.RESET_MAIL_MISSING in diagnosed("alain_sirois", client(), no_mail=False).ruled_out
    told = diagnosed("alain_sirois", client())
    assert Cause.RESET_MAIL_MISSING not in (*told.causes, *told.ruled_out)


def test_the_dead_end_leaves_the_hand_over_alone() -> None:
    account = client(primary=None, secondary=("alain@hotmail.com",), follows=(ALTO, BOREALE))
    assert diagnosed("alain_sirois", account, no_mail=True).open_ways() == (RepairId.HAND_OVER,)
