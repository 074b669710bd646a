"""A password given in a call: explained, counted as one attempt, and forgotten at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hexwizard.article import Cause
from hexwizard.desk.call import Call
from hexwizard.desk.client_sign_in import PhoneAnswer
from tests.desks import PASSWORD, demo_desk

RIGHT = "Canadiens-1993"
NEARLY = "cANADIENS-1993"
CLIENT = "benoit_lavoie"


@pytest.fixture
def call(tmp_path: Path) -> Iterator[Call]:
    with demo_desk(tmp_path) as desk:
        actor = desk.operators.sign_in("nadia", PASSWORD)
        held = Call(desk, actor, desk.cases.open(actor))
        held.answer(identifier=CLIENT)
        yield held


def _failures(call: Call) -> int:
    account = call.desk.clients.account(CLIENT)
    assert account is not None
    return account.attempts.failures


def test_a_slip_explains_the_refusal_and_admits_nobody(call: Call) -> None:
    assert call.try_on_phone(CLIENT, NEARLY) is PhoneAnswer.INVALID
    assert call.diagnosis.verdict is Cause.NEAR_MISS_PASSWORD


def test_all_the_variants_together_are_one_attempt(call: Call) -> None:
    call.try_on_phone(CLIENT, NEARLY)
    assert _failures(call) == 1
    call.try_on_phone(CLIENT, "tout autre chose")
    assert _failures(call) == 2


def test_a_password_that_the_agent_holds_against_the_record_is_no_attempt(call: Call) -> None:
    call.check_password(NEARLY)
    assert call.diagnosis.verdict is Cause.NEAR_MISS_PASSWORD
    assert _failures(call) == 0


@pytest.mark.parametrize("typed", [NEARLY, RIGHT, "tout autre chose"])
def test_no_copy_of_it_is_left_anywhere_in_the_call(call: Call, typed: str) -> None:
    call.check_password(typed)
    kept = [repr(call.facts), repr(call.diagnosis), repr(call.case), repr(vars(call)), repr(call._question(typed))]
    assert not [text for text in kept if typed in text]


def test_another_identifier_forgets_what_the_password_told(call: Call) -> None:
    call.check_password(NEARLY)
    call.answer(identifier="chantal_gagnon")
    assert call.facts.password is None
