"""What is on record is for the agent's eyes until the caller is verified."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.article import SectionKey
from hexwizard.desk.clients import Question
from hexwizard.diagnosis.briefing import brief
from hexwizard.diagnosis.disclosure import may_tell, may_tell_username
from hexwizard.locale.words import words
from tests.diagnosis.calls import client, desk_of, diagnosed
from tests.diagnosis.test_properties import ADDRESSES, files, questions

SURVIVOR = client("yves_72", primary="yves72@gmail.com")
MERGED = client("yves_levesque", primary="yves@icloud.com", merged_into="yves_72")


def _said(question: Question, records: tuple[Account, ...]) -> str:
    """Every sentence that some screen has the agent read aloud, in both languages."""
    facts, diagnosis = desk_of(*records).clients.examine(question)
    said = [brief(section, facts, diagnosis).say for section in SectionKey]
    said += [finding.say for finding in diagnosis.findings]
    return comparison_key(" ".join(words(language).render(one) for one in said for language in ("fr", "en")))


@settings(max_examples=150, deadline=None)
@given(files, questions, st.none() | st.sampled_from(["client0", "client1"]))
def test_no_address_is_read_to_an_unverified_caller_who_did_not_type_it(
    records: tuple[Account, ...], question: Question, chosen: str | None
) -> None:
    asked = Question(question.identifier, chosen, question.message, question.no_mail)
    said = _said(asked, records)
    for address in ADDRESSES:
        assert address not in said or address == comparison_key(question.identifier or "")


def test_who_types_nearly_the_right_address_does_not_get_the_right_one() -> None:
    for chosen in (None, "alain_sirois"):
        said = _said(Question("alain.sirois@gmial.com", chosen), (client(),))
        assert "alain.sirois@gmail.com" not in said
        assert "alain_sirois" not in said


def test_a_caller_known_only_by_name_does_not_get_the_username() -> None:
    told = diagnosed(None, client(primary=None, secondary=("a@live.ca",)), username="alain_sirois", no_mail=True)
    assert not may_tell_username(told.facts)
    for language in ("fr", "en"):
        assert "alain_sirois" not in told.says(language=language)


def test_a_caller_who_types_the_secondary_address_is_told_the_username() -> None:
    told = diagnosed("a@live.ca", client(primary=None, secondary=("a@live.ca",)))
    assert may_tell_username(told.facts)
    assert "alain_sirois" in told.says()


def test_a_verified_caller_is_told_which_address_survived_a_merge() -> None:
    unverified = diagnosed("yves@icloud.com", MERGED, SURVIVOR)
    assert "yves72@gmail.com" not in unverified.says()
    assert "yves72@gmail.com" in unverified.evidence()
    assert "yves72@gmail.com" in diagnosed("yves@icloud.com", MERGED, SURVIVOR, verified=True).says()


def test_a_client_who_typed_the_address_hears_where_the_invitation_goes() -> None:
    new = client(connected=False)
    assert "alain.sirois@gmail.com" in diagnosed("Alain.Sirois@GMAIL.com", new).says()
    assert "alain.sirois@gmail.com" not in diagnosed("alain_sirois", new).says()
    assert "alain.sirois@gmail.com" in diagnosed("alain_sirois", new, verified=True).says()


@pytest.mark.parametrize("typed", ["alain.sirois@gmail.com", " ALAIN.sirois@gmail.com "])
def test_what_the_caller_typed_may_be_said_back(typed: str) -> None:
    facts = diagnosed(typed, client()).facts
    assert may_tell(facts, "alain.sirois@gmail.com")
    assert not may_tell(facts, "alain_sirois")
