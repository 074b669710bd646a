"""What holds for every search, whatever is typed and whatever the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.identifiers import comparison_key
from tests.diagnosis.near_misses.on_file import OnFile

NAUGHTY = Path(os.environ.get("HEXWIZARD_SHARED", Path(__file__).parents[4] / "shared")) / "hostile" / "blns.json"
HOLDINGS = [
    ("alain_sirois", "alain_sirois"),
    ("alain.sirois0@gmail.com", "alain_sirois"),
    ("alain.sirois9@gmail.com", "alain_sirois9"),
    ("alain.sirois8@gmail.com", "alain_sirois8"),
    ("marie.dube@videotron.ca", "mdube"),
    ("marie.dub@videotron.ca", "mdub"),
]
LETTERS = st.text("ab.@ _1éа,", max_size=12)
FILES = st.lists(st.tuples(LETTERS, st.sampled_from(["u1", "u2", "u3", "U1", "é"])), max_size=12)


@given(FILES, st.randoms(use_true_random=False), LETTERS)
@settings(max_examples=200)
def test_the_order_of_the_file_never_shows(holdings: list[tuple[str, str]], random: Random, typed: str) -> None:
    shuffled = list(holdings)
    random.shuffle(shuffled)
    assert OnFile(holdings).search(typed) == OnFile(shuffled).search(typed)


@given(FILES, LETTERS, st.integers(-1, 6))
@settings(max_examples=200)
def test_an_account_is_named_once_best_first_and_never_for_its_own_identifier(
    holdings: list[tuple[str, str]], typed: str, limit: int
) -> None:
    found = OnFile(holdings).search(typed, limit)
    usernames = [candidate.username for candidate in found]
    assert len(found) <= max(0, limit)
    assert len(set(usernames)) == len(usernames)
    assert [candidate.score for candidate in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 < candidate.score < 1 for candidate in found)
    assert {(candidate.identifier, candidate.username) for candidate in found} <= set(holdings)
    own = {username for identifier, username in holdings if comparison_key(identifier) == comparison_key(typed)}
    assert own.isdisjoint(usernames)


@given(st.text(st.characters(), max_size=400), FILES)
@settings(max_examples=200)
def test_any_text_gives_an_answer(typed: str, holdings: list[tuple[str, str]]) -> None:
    OnFile([*HOLDINGS, *holdings, (typed, "itself")]).search(typed)


ODD = [
    "",
    " ",
    "@",
    "@@@@",
    "a",
    "@gmail.com",
    "a@",
    ".@.",
    "\n",
    "\x00",
    "\ud800",
    "\ufffe",
    "[/red]",
    "İ@gmail.com",
]
ODD += [
    "e" + "\u0301" * 200,
    "\u202egmail.com",
    "👨\u200d👩\u200d👧@gmail.com",
    "ß@ﬁ.ﬂ",
    "' OR 1=1 --",
    "x" * 100_000,
]


@pytest.mark.parametrize("typed", ODD)
def test_odd_text_finds_nobody(typed: str) -> None:
    assert OnFile(HOLDINGS).search(typed) == ()


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not at hand")
def test_naughty_strings_give_an_answer_typed_or_on_record() -> None:
    naughty = json.loads(NAUGHTY.read_text("utf-8"))
    near = OnFile([*HOLDINGS, *((text, f"user{number}") for number, text in enumerate(naughty))])
    for text in naughty:
        near.search(text)
        near.search(f"{text}@gmail.com")


def test_an_empty_file_holds_nobody() -> None:
    assert OnFile([]).search("alain_sirois") == ()


def test_a_similar_other_client_is_never_sure() -> None:
    near = OnFile([("marie.tremblay2@gmail.com", "marie2"), ("denis.roy@gmail.com", "denis")])
    for typed in ("marie.tremblay@gmail.com", "denise.roy@gmail.com"):
        assert all(candidate.score < 0.8 for candidate in near.search(typed))


def test_several_clients_as_near_are_all_named_by_username() -> None:
    found = OnFile(HOLDINGS).search("alain.sirois7@gmail.com")
    usernames = [candidate.username for candidate in found]
    assert sorted(usernames) == ["alain_sirois", "alain_sirois8", "alain_sirois9"]
    as_near = [candidate.username for candidate in found if candidate.score == found[-1].score]
    assert as_near == sorted(as_near)


def test_the_libraries_are_loaded_by_a_search_only() -> None:
    code = (
        "import sys; from hexwizard.diagnosis.near_misses import NearMisses; NearMisses(['a']);"
        "print([name for name in sys.modules if name.startswith(('rapidfuzz', 'confusable'))])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
