"""Temporary passwords: strong enough, readable aloud, short-lived, one at a time."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hexwizard.accounts.model import Account, TemporaryPassword, TemporaryState
from hexwizard.credentials import temporary
from hexwizard.desk.data_files import word_list

NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LANGUAGES = ("fr", "en")


def issued(at: datetime = NOW, state: TemporaryState = TemporaryState.ACTIVE, mark: str = "h") -> TemporaryPassword:
    return TemporaryPassword(mark, at, at + temporary.LIFETIME, "nadia", state)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_entropy_of_the_list_makes_at_least_fifty_bits(language: str) -> None:
    different = set(word_list(language))
    words = temporary.words_needed(len(different))
    assert words * math.log2(len(different)) >= 50
    text = temporary.generate(word_list(language), Random(1))
    assert len(text.split("-")) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_long_enough_and_made_of_plain_words_that_can_be_read_aloud(language: str) -> None:
    chooser = Random(7)
    for _ in range(500):
        text = temporary.generate(word_list(language), chooser)
        assert len(text) >= 15
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", text)


def test_a_word_listed_twice_is_no_likelier() -> None:
    doubled = [*word_list("fr"), *word_list("fr")]
    assert temporary.generate(doubled, Random(3)) == temporary.generate(word_list("fr"), Random(3))


def test_a_list_too_short_is_refused() -> None:
    with pytest.raises(temporary.WeakWordList):
        temporary.generate([f"mot{n}" for n in range(1023)], Random(1))
    with pytest.raises(temporary.WeakWordList):
        temporary.generate(["mot"] * 5000, Random(1))


def test_short_words_are_chosen_anew_until_they_are_fifteen_characters() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    short = [one + two for one in letters for two in letters] + [f"abc{one}{two}" for one in letters for two in letters]
    assert all(len(temporary.generate(short, Random(seed))) >= 15 for seed in range(50))


def test_it_lives_for_an_hour_to_the_second() -> None:
    account = Account("alain_sirois", temporary=(issued(),))
    assert temporary.live(account, NOW + temporary.LIFETIME - SECOND) is not None
    assert temporary.live(account, NOW + temporary.LIFETIME) is None
    assert timedelta(minutes=60) == temporary.LIFETIME


@pytest.mark.parametrize("state", [state for state in TemporaryState if state is not TemporaryState.ACTIVE])
def test_only_an_active_one_opens(state: TemporaryState) -> None:
    assert temporary.live(Account("alain_sirois", temporary=(issued(state=state),)), NOW) is None


def test_a_new_one_replaces_the_old_whether_live_or_pending() -> None:
    for state in (TemporaryState.ACTIVE, TemporaryState.PENDING):
        account = Account("alain_sirois", temporary=(issued(state=state, mark="old"),))
        new = issued(state=TemporaryState.PENDING, mark="new")
        changed = temporary.with_new(account, new)
        assert changed.temporary[0] == new
        assert changed.temporary[1].state is TemporaryState.REPLACED


def test_what_was_used_or_void_stays_so_when_a_new_one_is_made() -> None:
    for state in (TemporaryState.USED, TemporaryState.VOID):
        account = Account("alain_sirois", temporary=(issued(state=state, mark="old"),))
        assert temporary.with_new(account, issued(mark="new")).temporary[1].state is state


def test_those_of_the_last_day_count_and_void_ones_do_not() -> None:
    day = timedelta(hours=24)
    held = (issued(NOW), issued(NOW - day + SECOND, TemporaryState.USED), issued(NOW - SECOND, TemporaryState.VOID))
    assert temporary.issued_lately(Account("alain_sirois", temporary=(*held, issued(NOW - day))), NOW) == 2


def test_voiding_many_makes_nobody_forget_those_of_the_last_day() -> None:
    account = Account("alain_sirois")
    for minute in range(3):
        account = temporary.with_new(account, issued(NOW + timedelta(minutes=minute)))
    for minute in range(3, 12):
        account = temporary.with_new(account, issued(NOW + timedelta(minutes=minute), TemporaryState.VOID))
    assert temporary.issued_lately(account, NOW + timedelta(hours=1)) == 3


def test_old_ones_are_not_kept_for_ever() -> None:
    account = Account("alain_sirois")
    for day in range(30):
        account = temporary.with_new(account, issued(NOW + timedelta(days=day)))
    assert len(account.temporary) <= 5


def test_the_newest_dead_one_is_what_the_client_may_still_be_typing() -> None:
    dead, void = issued(state=TemporaryState.USED), issued(state=TemporaryState.VOID, mark="v")
    assert temporary.newest_dead(Account("a", temporary=(void, dead)), NOW) == dead
    assert temporary.newest_dead(Account("a", temporary=(issued(mark="live"), dead)), NOW) is None
    assert temporary.newest_dead(Account("a"), NOW) is None


def test_its_hash_is_in_no_repr() -> None:
    secret = replace(issued(), hash="$argon2id$secret")
    assert "argon2" not in repr(secret)
    assert "argon2" not in repr(Account("a", password_hash="$argon2id$secret", temporary=(secret,)))
