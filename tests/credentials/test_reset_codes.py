"""The code of a reset e-mail: hard to guess, easy to type, good once, for an hour, where it was sent."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.accounts.model import Account, ResetCode, ResetState
from hexwizard.credentials import reset_codes
from tests.diagnosis.calls import MINUTE, NOW, client

HOUR = timedelta(hours=1)


def sent(address: str = "alain.sirois@gmail.com", *, ago: timedelta = 10 * MINUTE) -> ResetCode:
    return ResetCode("hash", NOW - ago, NOW - ago + HOUR, "nadia", address)


def holding(*codes: ResetCode) -> Account:
    return replace(client(), reset_codes=codes)


def test_it_has_80_bits_of_chance() -> None:
    assert reset_codes.LENGTH * math.log2(len(set(reset_codes.SYMBOLS))) == 80
    made = {reset_codes.generate(Random(seed)) for seed in range(50)}
    assert len(made) == 50
    assert set("".join(made)) <= set(reset_codes.SYMBOLS)


def spellings(code: str) -> list[str]:
    """As people type what they read."""
    confused = code.replace("0", "O").replace("1", "l", 1).replace("1", "I")
    return [code, code.upper(), reset_codes.grouped(code), f" {reset_codes.grouped(code).upper()} \n", confused]


@given(st.integers(0, 2**32))
def test_however_it_is_typed_it_is_the_same_code(seed: int) -> None:
    code = reset_codes.generate(Random(seed))
    assert {reset_codes.read(typed) for typed in spellings(code)} == {code}


@pytest.mark.parametrize(("ago", "lives"), [(HOUR - timedelta(seconds=1), True), (HOUR, False)])
def test_it_lives_for_an_hour_to_the_second(ago: timedelta, lives: bool) -> None:
    assert (reset_codes.live(holding(sent(ago=ago)), NOW) is not None) is lives


def test_a_clock_set_back_revives_none_and_one_that_is_a_little_behind_takes_none_away() -> None:
    assert reset_codes.live(holding(sent(ago=-6 * MINUTE)), NOW) is None
    assert reset_codes.live(holding(sent(ago=-4 * MINUTE)), NOW) is not None


def test_the_one_before_is_void_and_an_old_one_is_forgotten() -> None:
    old = [sent(ago=timedelta(hours=hours)) for hours in (30, 40, 50, 60, 70)]
    kept = reset_codes.with_new(holding(sent(), *old), sent(ago=timedelta(0)))
    assert [one.state for one in kept][:2] == [ResetState.SENT, ResetState.REPLACED]
    assert len(kept) == 5


def test_one_that_went_to_an_address_no_longer_on_record_opens_nothing() -> None:
    astray = sent("alain@hotmial.com")
    assert reset_codes.live(holding(astray), NOW) is None
    assert reset_codes.live(replace(holding(astray), secondary_emails=("ALAIN@hotmial.com",)), NOW) == astray


def test_those_of_a_day_to_one_address_are_counted() -> None:
    there = [sent(ago=timedelta(hours=hours)) for hours in (1, 5, 25)]
    account = holding(*there, sent("elsewhere@bell.net"))
    assert reset_codes.sent_lately(account, "Alain.Sirois@gmail.com", NOW) == 2


def test_a_clock_set_back_makes_no_pause_longer() -> None:
    assert reset_codes.pause_left(holding(sent(ago=timedelta(seconds=20))), NOW) == timedelta(seconds=40)
    assert reset_codes.pause_left(holding(sent(ago=-3 * HOUR)), NOW) == MINUTE
    assert reset_codes.pause_left(client(), NOW) == timedelta(0)
