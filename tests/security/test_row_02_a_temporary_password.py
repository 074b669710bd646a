"""Row 2, the client's end: it works once, cannot become the lasting one, the agent cannot choose it, and nobody but
the app that was let in chooses its successor.
"""

from __future__ import annotations

import inspect
import math
from dataclasses import replace
from datetime import timedelta

import pytest

from hexwizard.accounts.model import Status
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.call import Call
from hexwizard.desk.client_sign_in import NoPasswordToChoose, PhoneAnswer
from hexwizard.desk.data_files import word_list
from hexwizard.desk.temporary_passwords import TemporaryPasswords
from tests.desk.desks import AGENT, Office, office
from tests.diagnosis.calls import RIGHT, client

LASTING = "quatorze canards bleus"
LATER = "quinze canards bleus"


def _refuses(at: Office, token: str, password: str = LASTING) -> None:
    before = at.account()
    with pytest.raises(NoPasswordToChoose):
        at.desk.phone.choose_password(token, password)
    assert at.account() == before


def test_used_twice_it_is_refused() -> None:
    at = office()
    text = at.hand_out()
    assert at.types(text) is PhoneAnswer.CHOOSE_PASSWORD
    assert at.types(text) is PhoneAnswer.INVALID


def test_it_never_becomes_the_lasting_one_in_any_way_of_writing() -> None:
    at = office()
    text = at.hand_out()
    token = at.lets_in(text)
    with pytest.raises(PasswordRefused) as refused:
        at.desk.phone.choose_password(token, text)
    assert refused.value.message.key == "problem.password.temporary"
    assert at.account().password_hash is None
    assert at.desk.phone.choose_password(token, LASTING) is PhoneAnswer.CONNECTED


def test_the_agent_has_no_way_to_choose_it() -> None:
    assert list(inspect.signature(TemporaryPasswords.issue).parameters) == ["self", "actor", "case", "account"]
    at = office()
    assert len({at.hand_out() for _ in range(3)}) == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_holds_at_least_fifty_bits_and_fifteen_characters(language: str) -> None:
    at = office()
    words = word_list(language)
    for _ in range(3):
        text = at.hand_out()
        assert len(text) >= 15
    assert len(text.split("-")) * math.log2(len(set(words))) >= 50


class TestTheSuccessorIsChosenByTheSignInJustMade:
    @pytest.mark.parametrize("guess", ["", "alain_sirois", "alain.sirois@gmail.com", RIGHT, "x" * 43, "\udcff"])
    def test_who_knows_only_the_identifier_chooses_nothing(self, guess: str) -> None:
        at = office()
        at.types(at.hand_out())
        _refuses(at, guess)

    def test_a_token_chooses_once(self) -> None:
        at = office()
        token = at.lets_in(at.hand_out())
        at.desk.phone.choose_password(token, LASTING)
        _refuses(at, token, LATER)
        assert at.types(LASTING) is PhoneAnswer.CONNECTED

    def test_a_refused_password_leaves_it_good(self) -> None:
        at = office()
        token = at.lets_in(at.hand_out())
        for bad in ("trop court", "alain.sirois@gmail.com", "x" * 200):
            with pytest.raises(PasswordRefused):
                at.desk.phone.choose_password(token, bad)
        assert at.desk.phone.choose_password(token, LASTING) is PhoneAnswer.CONNECTED

    def test_it_lives_ten_minutes_to_the_second(self) -> None:
        at = office()
        token = at.lets_in(at.hand_out())
        at.clock.advance(timedelta(minutes=10))
        _refuses(at, token)
        at.clock.advance(-timedelta(seconds=1))
        assert at.desk.phone.choose_password(token, LASTING) is PhoneAnswer.CONNECTED

    def test_a_newer_temporary_password_ends_it(self) -> None:
        at = office()
        token = at.lets_in(at.hand_out())
        at.issue()
        _refuses(at, token)
        newer = at.hand_out()
        _refuses(at, token)
        later = at.lets_in(newer)
        _refuses(at, token)
        assert at.desk.phone.choose_password(later, LASTING) is PhoneAnswer.CONNECTED

    def test_a_merge_or_an_access_taken_away_ends_it(self) -> None:
        for change in ({"status": Status.MERGED, "merged_into": "alain_2"}, {"memberships": ()}):
            at = office()
            token = at.lets_in(at.hand_out())
            at.put(replace(at.account(), **change))
            _refuses(at, token)

    def test_another_process_does_not_know_it_and_no_file_holds_it(self) -> None:
        at = office()
        token = at.lets_in(at.hand_out())
        assert token not in repr(at.store.tables)
        elsewhere = Office(at.store, at.clock)
        _refuses(elsewhere, token)

    def test_it_is_in_no_repr(self) -> None:
        at = office()
        signed = at.desk.phone.sign_in("alain_sirois", at.hand_out())
        assert signed.token is not None
        assert signed.token not in repr(signed)

    def test_the_lasting_password_gives_no_token(self) -> None:
        assert office().desk.phone.sign_in("alain_sirois", RIGHT).token is None

    def test_at_the_wizard_only_the_phone_that_was_let_in_chooses(self) -> None:
        at = office(client(), client("chantal", primary="chantal@gmail.com"))
        case = at.case()
        text = at.hand_out()
        phone, another = Call(at.desk, AGENT, case), Call(at.desk, AGENT, case)
        assert phone.try_on_phone("alain_sirois", text) is PhoneAnswer.CHOOSE_PASSWORD
        with pytest.raises(NoPasswordToChoose):
            another.choose_on_phone(LASTING)
        assert phone.choose_on_phone(LASTING) is PhoneAnswer.CONNECTED
        with pytest.raises(NoPasswordToChoose):
            phone.choose_on_phone(LATER)

    def test_a_later_failure_on_the_same_phone_takes_it_away(self) -> None:
        at = office()
        phone = Call(at.desk, AGENT, at.case())
        phone.try_on_phone("alain_sirois", at.hand_out())
        phone.try_on_phone("alain_sirois", "tout autre chose")
        with pytest.raises(NoPasswordToChoose):
            phone.choose_on_phone(LASTING)
