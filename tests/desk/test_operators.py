"""Who may sit at the wizard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials import throttle
from hexwizard.credentials.policy import PasswordRefused
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.operator_sign_in import OperatorRefused
from tests.desk.desks import SYSTEM, Office, office

GOOD = "quatorze canards bleus"


def _with_nadia() -> Office:
    at = office(staff=())
    at.desk.operators.add(SYSTEM, "Nadia", Role.AGENT, GOOD)
    return at


def test_there_is_no_operator_before_somebody_makes_one() -> None:
    at = office(staff=())
    assert not at.desk.operators.exist()
    assert at.desk.operators.all() == ()
    for name in ("admin", "root", ""):
        with pytest.raises(OperatorRefused):
            at.desk.operators.sign_in(name, "admin")


def test_the_first_administrator_is_made_once() -> None:
    at = office(staff=())
    assert at.desk.operators.add_first_administrator(SYSTEM, "Agathe", GOOD).role is Role.ADMIN
    with pytest.raises(OperatorRefused) as refused:
        at.desk.operators.add_first_administrator(SYSTEM, "Basile", GOOD)
    assert refused.value.message.key == "problem.operator.not-first"
    assert [one.name for one in at.desk.operators.all()] == ["Agathe"]


def test_a_right_password_signs_in_with_the_operator_s_role_however_the_name_is_written() -> None:
    at = _with_nadia()
    for name in ("Nadia", "nadia", " NADIA "):
        assert at.desk.operators.sign_in(name, GOOD) == Actor("Nadia", Role.AGENT)


def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words_after_the_same_work() -> None:
    at = _with_nadia()
    keys = set()
    for name in ("nadia", "nobody"):
        at.hasher.verified.clear()
        with pytest.raises(OperatorRefused) as refused:
            at.desk.operators.sign_in(name, "wrong")
        keys.add(refused.value.message.key)
        assert len(at.hasher.verified) == 1
    assert keys == {"problem.sign-in.refused"}


def test_the_fifth_failure_holds_the_operator_and_even_the_right_password_waits() -> None:
    at = _with_nadia()
    messages = []
    for _ in range(5):
        with pytest.raises(OperatorRefused) as refused:
            at.desk.operators.sign_in("nadia", "wrong")
        messages.append(refused.value.message)
    assert [message.key for message in messages] == ["problem.sign-in.refused"] * 5
    held = at.desk.operators.all()[0].attempts
    assert throttle.remaining(held, at.clock(), throttle.OPERATOR_FREE_FAILURES) == timedelta(seconds=30)
    with pytest.raises(OperatorRefused):
        at.desk.operators.sign_in("nadia", GOOD)
    at.clock.advance(timedelta(seconds=30))
    assert at.desk.operators.sign_in("nadia", GOOD).name == "Nadia"
    assert at.desk.operators.all()[0].attempts.failures == 0


def test_a_disabled_operator_is_refused_and_kept_on_record() -> None:
    at = _with_nadia()
    at.desk.operators.disable(SYSTEM, "NADIA")
    with pytest.raises(OperatorRefused) as refused:
        at.desk.operators.sign_in("nadia", GOOD)
    assert refused.value.message.key == "problem.sign-in.refused"
    assert not at.desk.operators.exist()
    assert [one.is_enabled for one in at.desk.operators.all()] == [False]


def test_a_name_is_taken_however_it_is_written() -> None:
    at = _with_nadia()
    with pytest.raises(OperatorRefused):
        at.desk.operators.add(SYSTEM, "NADIA ", Role.ADMIN, GOOD)
    with pytest.raises(OperatorRefused):
        at.desk.operators.disable(SYSTEM, "nobody")


@pytest.mark.parametrize("name", ["", "   ", "x" * 65, "a\x1b[31m", "a\nb", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(OperatorRefused):
        office(staff=()).desk.operators.add(SYSTEM, name, Role.AGENT, GOOD)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableText):
        office(staff=()).desk.operators.sign_in("nadia\udcff", GOOD)


@pytest.mark.parametrize("password", ["court", "Marie-Antoinette-1", "aaaaaaaaaaaaaaaaaaaa"])
def test_an_operator_s_password_follows_the_policy(password: str) -> None:
    with pytest.raises(PasswordRefused):
        office(staff=()).desk.operators.add(SYSTEM, "Marie-Antoinette", Role.AGENT, password)


def test_its_hash_is_in_no_repr() -> None:
    at = _with_nadia()
    assert "argon2" not in repr(at.desk.operators.all())
