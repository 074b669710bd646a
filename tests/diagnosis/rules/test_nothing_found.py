"""Nothing explains it: hand over (article, section 6)."""

from __future__ import annotations

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import Certainty, RepairId
from tests.diagnosis.calls import ALTO, BOREALE, RIGHT, client, diagnosed


def test_everything_in_order_is_handed_over() -> None:
    told = diagnosed("alain_sirois", client())
    assert told.causes == (Cause.NOTHING_FOUND,)
    assert told.finding().section is SectionKey.STILL_IMPOSSIBLE
    assert RepairId.HAND_OVER in told.open_ways()


def test_username_and_primary_address_both_open_however_they_are_written() -> None:
    for typed in ("alain_sirois", "ALAIN_SIROIS", "alain.sirois@gmail.com", " Alain.Sirois@Gmail.com\t"):
        told = diagnosed(typed, client())
        assert (told.verdict, told.account) == (Cause.NOTHING_FOUND, "alain_sirois")


def test_an_accent_composed_or_not_is_the_same_identifier() -> None:
    account = client("elodie", primary="élodie@courriel.québec")
    told = diagnosed("e\u0301lodie@courriel.que\u0301bec", account)
    assert (told.verdict, told.account) == (Cause.NOTHING_FOUND, "elodie")


def test_it_is_sure_only_when_the_password_was_checked() -> None:
    assert diagnosed("alain_sirois", client()).certainty is Certainty.POSSIBLE
    assert diagnosed("alain_sirois", client(), password=RIGHT).certainty is Certainty.CONFIRMED


def test_the_message_invalid_leaves_the_password_as_the_suspect() -> None:
    said = diagnosed("alain_sirois", client(), reads=PhoneMessage.INVALID).evidence()
    assert "password" in said
    assert said != diagnosed("alain_sirois", client()).evidence()


def test_several_companies_close_the_temporary_password_here_too() -> None:
    told = diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)))
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert diagnosed("alain_sirois", client()).repair(RepairId.TEMPORARY_PASSWORD).allowed
