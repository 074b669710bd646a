"""Row 6: an unknown account and a wrong password give the same words after the same work.

Here the work is counted; `python -m tests.security.same_time` measures the time, with the real parameters.
"""

from __future__ import annotations

import pytest

from hexwizard.credentials import hashing
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.locale.words import LANGUAGES, words
from tests.desk.desks import office
from tests.diagnosis.calls import client

WRONG = "tout autre chose"
TYPED = {
    "a wrong password": "alain_sirois",
    "an unknown username": "nobody",
    "an unknown address": "nobody@nowhere.example",
    "a secondary e-mail": "alain@hotmail.com",
    "an account held back": "held",
    "an account without a password": "fresh",
    "a merged account": "merged",
}


@pytest.mark.parametrize("why", TYPED)
def test_every_refusal_is_the_same_answer_after_one_verification_and_one_entry(why: str) -> None:
    at = office(
        client(secondary=("alain@hotmail.com",)),
        client("held", primary=None, failures=50),
        client("fresh", primary=None, password=None),
        client("merged", primary=None, merged_into="alain_sirois"),
    )
    entries, generation = len(at.trail), at.store.generation
    answer = at.types(WRONG, TYPED[why])
    for language in LANGUAGES:
        assert words(language)(f"phone.{answer}") == "Invalid User/password"
    assert (len(at.hasher.verified), at.hasher.hashed) == (1, 0)
    assert (len(at.trail) - entries, at.store.generation - generation) == (1, 1)


@pytest.mark.parametrize("encoded", [None, "weak", "right"])
def test_each_verification_costs_the_whole_work_whatever_is_on_record(
    encoded: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a missing or a weaker hash does not cost is spent beside it: passes times memory, counted."""
    spent: list[int] = []
    hasher = Argon2Hasher(3, 64, 1)
    weaker = Argon2Hasher(1, 64, 1)
    kept = {None: None, "weak": weaker.hash("x"), "right": hasher.hash("x")}[encoded]
    cost = {None: 0, "weak": 64, "right": 192}[encoded]
    monkeypatch.setattr(hasher, "_spend", lambda work, _: spent.append(work))
    assert not hasher.verify(kept, WRONG)
    assert spent == [192 - cost]
    assert (hashing.TIME_COST, hashing.MEMORY_KIB, hashing.LANES) == (3, 65_536, 4)
