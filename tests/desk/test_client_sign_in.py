"""What the client's app answers (the contract, `login`)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from hexwizard.accounts.model import Account, Attempts, MobileApp, Platform
from hexwizard.accounts.problems import UnreadableText
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.locale.words import words
from tests.desk.desks import office
from tests.diagnosis.calls import ALTO, CARDINAL, NOW, RIGHT, client

WRONG = "tout autre chose"
DEACTIVATED: dict[str, Account] = {
    "merged": client(merged_into="alain_2"),
    "withdrawn": client(withdrawn={ALTO: "Josée Paquin"}),
    "left": client(follows=(CARDINAL,)),
}


@pytest.mark.parametrize(
    "typed", ["alain_sirois", "ALAIN_sirois ", "alain.sirois@gmail.com", " Alain.Sirois@GMAIL.com"]
)
def test_username_and_primary_e_mail_open_the_app(typed: str) -> None:
    assert office().types(RIGHT, typed) is PhoneAnswer.CONNECTED


def test_a_secondary_e_mail_never_opens_it() -> None:
    at = office(client(secondary=("alain@hotmail.com",)))
    assert at.types(RIGHT, "alain@hotmail.com") is PhoneAnswer.INVALID
    assert at.account().attempts.failures == 0


def test_unknown_account_and_wrong_password_read_the_same_to_the_letter() -> None:
    at = office()
    answers = {at.types(WRONG), at.types(WRONG, "nobody"), at.types("", "alain_sirois")}
    assert answers == {PhoneAnswer.INVALID}
    for language in ("fr", "en"):
        assert words(language)("phone.invalid") == "Invalid User/password"


@pytest.mark.parametrize("typed", ["alain_sirois", "nobody", "nobody@nowhere.example"])
def test_every_attempt_costs_exactly_one_verification(typed: str) -> None:
    at = office()
    at.types(WRONG, typed)
    assert len(at.hasher.verified) == 1
    assert at.hasher.hashed == 0


def test_a_held_account_costs_one_verification_too() -> None:
    at = office(client(failures=8))
    at.types(RIGHT)
    assert len(at.hasher.verified) == 1


@pytest.mark.parametrize("how", DEACTIVATED)
def test_deactivated_is_told_to_the_right_password_alone(how: str) -> None:
    at = office(DEACTIVATED[how])
    assert at.types(WRONG) is PhoneAnswer.INVALID
    assert at.types(RIGHT) is PhoneAnswer.DEACTIVATED


def test_a_password_that_was_never_set_opens_nothing() -> None:
    at = office(client(password=None))
    assert at.types("") is PhoneAnswer.INVALID
    assert at.types(RIGHT) is PhoneAnswer.INVALID


def test_failures_are_counted_and_a_right_password_forgets_them() -> None:
    at = office()
    for _ in range(5):
        at.types(WRONG)
    assert at.account().attempts == Attempts(5, NOW)
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED
    assert at.account().attempts == Attempts()


def test_while_held_even_the_right_password_is_refused_in_the_same_words() -> None:
    at = office()
    for _ in range(6):
        at.types(WRONG)
    assert at.types(RIGHT) is PhoneAnswer.INVALID
    at.clock.advance(timedelta(seconds=29))
    assert at.types(RIGHT) is PhoneAnswer.INVALID
    at.clock.advance(timedelta(seconds=1))
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED


def test_attempts_made_while_held_are_not_counted() -> None:
    at = office(client(failures=6))
    for _ in range(50):
        at.types(WRONG)
    assert at.account().attempts == Attempts(6, NOW)


def test_a_stranger_who_goes_on_meets_the_stop_at_a_hundred() -> None:
    at = office()
    tries = 0
    while at.account().attempts.failures < 100:
        at.types(WRONG)
        at.clock.advance(timedelta(minutes=15))
        tries += 1
        assert tries <= 100
    at.clock.advance(timedelta(days=365))
    assert at.types(RIGHT) is PhoneAnswer.INVALID


def test_the_first_sign_in_is_remembered_with_the_app() -> None:
    at = office(client(connected=False))
    app = MobileApp(Platform.IOS, "5.10.0")
    at.desk.phone.attempt("alain_sirois", RIGHT, app)
    assert (at.account().first_connection, at.account().app) == (NOW, app)
    at.clock.advance(timedelta(days=1))
    at.types(RIGHT)
    assert (at.account().first_connection, at.account().app) == (NOW, app)


def test_an_older_hash_is_made_anew_at_the_next_right_password() -> None:
    older = PasswordHasher(2, 16, 1).hash(RIGHT)
    at = office(client(password=older))
    at.types(WRONG)
    assert at.account().password_hash == older
    at.types(RIGHT)
    renewed = at.account().password_hash
    assert renewed is not None
    assert not at.hasher.is_outdated(renewed)
    assert at.types(RIGHT) is PhoneAnswer.CONNECTED
    assert at.account().password_hash == renewed


def test_a_live_account_is_entered_before_a_merged_one_with_the_same_e_mail() -> None:
    merged = client("alain_old", merged_into="alain_sirois", password=None)
    assert office(merged, client()).types(RIGHT, "alain.sirois@gmail.com") is PhoneAnswer.CONNECTED


def test_a_password_changed_during_a_sign_in_is_not_changed_back(monkeypatch: pytest.MonkeyPatch) -> None:
    older = PasswordHasher(2, 16, 1).hash(RIGHT)
    at = office(client(password=older))
    fresh = client(password=at.hasher.hash("quatorze canards bleus"))
    verify = at.hasher.verify

    def changed_meanwhile(encoded: str | None, password: str) -> bool:
        at.put(fresh)
        return verify(encoded, password)

    monkeypatch.setattr(at.hasher, "verify", changed_meanwhile)
    at.types(RIGHT)
    assert at.account().password_hash == fresh.password_hash


def test_every_attempt_stands_in_the_trail_with_its_answer_and_no_password() -> None:
    at = office()
    at.types(WRONG)
    at.types(RIGHT)
    at.types(WRONG, "nobody")
    assert [(entry.client, entry.outcome) for entry in at.trail] == [
        ("alain_sirois", "invalid"),
        ("alain_sirois", "connected"),
        ("", "invalid"),
    ]
    assert RIGHT not in repr(at.trail)
    assert WRONG not in repr(at.trail)


@pytest.mark.parametrize(("identifier", "password"), [("alain\udcff", RIGHT), ("alain_sirois", "x\udcff")])
def test_bytes_that_are_no_text_are_refused_and_count_nothing(identifier: str, password: str) -> None:
    at = office()
    with pytest.raises(UnreadableText):
        at.types(password, identifier)
    assert at.account().attempts == Attempts()
