"""The message on the phone held against the record (the contract, `diagnose`)."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause
from hexwizard.diagnosis.facts import PhoneMessage
from tests.diagnosis.calls import ALTO, CARDINAL, client, diagnosed

LIVE = client()
SHUT = {
    "merged": client(merged_into="alain_2"),
    "withdrawn": client(withdrawn={ALTO: "Josée Paquin"}),
    "left": client(follows=(CARDINAL,)),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_deactivated_on_the_phone_and_a_live_account_is_named(language: str) -> None:
    plain = diagnosed("alain_sirois", LIVE).evidence(language=language)
    named = diagnosed("alain_sirois", LIVE, reads=PhoneMessage.DEACTIVATED).evidence(language=language)
    assert named.startswith(plain.rstrip("."))
    assert "alain_sirois" in named


@pytest.mark.parametrize("how", SHUT)
def test_invalid_on_the_phone_and_a_deactivated_account_is_named(how: str) -> None:
    quiet = diagnosed("alain_sirois", SHUT[how], reads=PhoneMessage.DEACTIVATED)
    named = diagnosed("alain_sirois", SHUT[how], reads=PhoneMessage.INVALID)
    assert quiet.verdict is named.verdict
    assert named.evidence() != quiet.evidence()
    assert named.evidence().startswith(quiet.evidence().rstrip("."))


def test_where_message_and_record_agree_nothing_is_added() -> None:
    silent = diagnosed("alain_sirois", SHUT["left"]).evidence()
    assert diagnosed("alain_sirois", SHUT["left"], reads=PhoneMessage.DEACTIVATED).evidence() == silent
    secondary = client(secondary=("a@hotmail.com",))
    assert (
        diagnosed("a@hotmail.com", secondary, reads=PhoneMessage.INVALID).evidence()
        == diagnosed("a@hotmail.com", secondary).evidence()
    )


def test_it_stands_in_the_first_finding_alone() -> None:
    account = client(secondary=("a@hotmail.com",), app="ios 5.0")
    quiet = diagnosed("a@hotmail.com", account)
    named = diagnosed("a@hotmail.com", account, reads=PhoneMessage.DEACTIVATED)
    assert named.causes == quiet.causes == (Cause.SECONDARY_EMAIL_USED, Cause.OUTDATED_APP)
    assert named.evidence() != quiet.evidence()
    assert named.evidence(Cause.OUTDATED_APP) == quiet.evidence(Cause.OUTDATED_APP)


def test_without_an_account_there_is_nothing_to_contradict() -> None:
    for reads in PhoneMessage:
        assert (
            diagnosed("nobody@nowhere.example", LIVE, reads=reads).evidence()
            == diagnosed("nobody@nowhere.example", LIVE).evidence()
        )
