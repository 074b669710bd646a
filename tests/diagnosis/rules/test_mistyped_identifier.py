"""No account has what the client types, and somebody's is near."""

from __future__ import annotations

from hexwizard.article import Cause, SectionKey
from hexwizard.desk.clients import MOST_CANDIDATES
from hexwizard.diagnosis.findings import By, Certainty, RepairId
from tests.diagnosis.calls import RIGHT, client, diagnosed


def test_a_slip_in_the_domain_points_to_the_client_meant() -> None:
    told = diagnosed("alain.sirois@gmial.com", client())
    assert told.verdict is Cause.MISTYPED_IDENTIFIER
    assert told.account is None
    assert told.candidates == ("alain_sirois",)
    assert "alain.sirois@gmail.com" in told.evidence()


def test_one_near_client_is_likely_and_several_are_only_possible() -> None:
    assert diagnosed("alain.sirois@gmial.com", client()).certainty is Certainty.LIKELY
    twins = (
        client("marc_roy", primary="marc.roy@live.ca", name="Marc Roy"),
        client("marc_roi", primary="marc.roi@live.ca", name="Marc Roi"),
    )
    told = diagnosed("marc.royi@live.ca", *twins)
    assert set(told.candidates) == {"marc_roy", "marc_roi"}
    assert told.certainty is Certainty.POSSIBLE


def test_five_candidates_are_named_at_most() -> None:
    crowd = [client(f"client{n}", primary=f"lucie.tremblay{n}@gmail.com") for n in range(9)]
    told = diagnosed("lucie.tremblayy@gmail.com", *crowd)
    assert len(told.candidates) == MOST_CANDIDATES == 5


def test_the_sentence_read_aloud_gives_nobody_s_address_away() -> None:
    told = diagnosed("alain.sirois@gmial.com", client())
    for language in ("fr", "en"):
        assert "alain" not in told.says(language=language).casefold()


def test_the_password_is_not_to_blame_when_no_account_was_reached() -> None:
    told = diagnosed("alain.sirois@gmial.com", client(), password=RIGHT)
    assert told.verdict is Cause.MISTYPED_IDENTIFIER
    assert {Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD} <= set(told.ruled_out)


def test_the_client_corrects_what_is_typed_on_the_screen_of_section_2() -> None:
    told = diagnosed("alain.sirois@gmial.com", client())
    assert told.finding().section is SectionKey.CANNOT_CONNECT
    assert told.repair(RepairId.CORRECT_IDENTIFIER).by is By.CLIENT
    assert told.open_ways() == (RepairId.CORRECT_IDENTIFIER, RepairId.HAND_OVER)


def test_once_the_agent_knows_the_client_the_typed_address_is_held_against_that_record() -> None:
    told = diagnosed("alain.sirois@gmial.com", client(), username="alain_sirois", verified=True)
    assert told.verdict is Cause.MISTYPED_IDENTIFIER
    assert told.certainty is Certainty.CONFIRMED
    assert "alain.sirois@gmail.com" in told.says()
    assert told.repair(RepairId.CORRECT_IDENTIFIER, By.AGENT).allowed


def test_a_known_client_without_a_primary_address_is_told_the_username() -> None:
    told = diagnosed("alain@gmial.com", client(primary=None), username="alain_sirois", verified=True)
    assert "alain_sirois" in told.says()


def test_candidates_are_given_only_where_no_account_matches() -> None:
    near = client("alain_siroi", primary="alain.siroi@gmail.com")
    assert diagnosed("alain.sirois@gmail.com", client(), near).candidates == ()
    assert diagnosed("alain.siros@gmail.com", client(), username="alain_sirois").candidates == ()
