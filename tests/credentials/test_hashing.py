"""argon2id as RFC 9106 §4 has it, and the same work for everybody."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import PasswordHasher, Type, extract_parameters, low_level
from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials.hashing import Argon2Hasher
from tests.fakes import CountingHasher

CHEAP = CountingHasher()
PASSWORD = "quatorze canards bleus"


def test_the_stored_hash_shows_the_promised_parameters() -> None:
    encoded = Argon2Hasher().hash(PASSWORD)
    parameters = extract_parameters(encoded)
    assert encoded.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (parameters.type, parameters.time_cost, parameters.memory_cost, parameters.parallelism) == (
        Type.ID,
        3,
        65_536,
        4,
    )
    assert not Argon2Hasher().is_outdated(encoded)


@pytest.mark.parametrize(
    "older", [PasswordHasher(1, 1024, 1), PasswordHasher(3, 65_536, 1), PasswordHasher(3, 1024, 4, type=Type.I)]
)
def test_other_parameters_are_outdated(older: PasswordHasher) -> None:
    assert Argon2Hasher().is_outdated(older.hash(PASSWORD))


def test_the_same_password_never_makes_the_same_hash() -> None:
    assert CHEAP.hash(PASSWORD) != CHEAP.hash(PASSWORD)


def test_a_right_password_is_known_and_a_wrong_one_is_not() -> None:
    encoded = CHEAP.hash(PASSWORD)
    assert CHEAP.verify(encoded, PASSWORD)
    assert not CHEAP.verify(encoded, PASSWORD + " ")
    assert not CHEAP.verify(None, PASSWORD)
    assert not CHEAP.verify("", PASSWORD)
    assert not CHEAP.verify("not a hash", PASSWORD)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=20))
def test_composed_or_not_it_is_the_same_password(text: str) -> None:
    encoded = CHEAP.hash(unicodedata.normalize("NFD", text))
    assert CHEAP.explain(encoded, unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["\ud800", "motdepasse\udcff"])
def test_lone_surrogates_are_refused_everywhere(text: str) -> None:
    encoded = CHEAP.hash(PASSWORD)
    for attempt in (
        lambda: CHEAP.hash(text),
        lambda: CHEAP.verify(encoded, text),
        lambda: CHEAP.verify(None, text),
        lambda: CHEAP.explain(encoded, text),
    ):
        with pytest.raises(UnreadableText):
            attempt()


class Work:
    """Adds up the memory that argon2 fills, in KiB times rounds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = 0
        verify = PasswordHasher.verify
        spend = low_level.hash_secret_raw

        def counted_verify(hasher: PasswordHasher, encoded: str, password: str) -> bool:
            parameters = extract_parameters(encoded)
            self.done += parameters.time_cost * parameters.memory_cost
            return verify(hasher, encoded, password)

        def counted_spend(secret: bytes, salt: bytes, rounds: int, memory: int, *rest: int | Type) -> bytes:
            self.done += rounds * memory
            return spend(secret, salt, rounds, memory, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(PasswordHasher, "verify", counted_verify)
        monkeypatch.setattr(low_level, "hash_secret_raw", counted_spend)

    def of(self, hasher: Argon2Hasher, encoded: str | None, password: str) -> int:
        before = self.done
        hasher.verify(encoded, password)
        return self.done - before


def test_an_unknown_account_costs_as_much_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Argon2Hasher(time_cost=3, memory_kib=512, lanes=4)
    today = hasher.hash(PASSWORD)
    older = PasswordHasher(1, 64, 1).hash(PASSWORD)
    work = Work(monkeypatch)
    unknown = work.of(hasher, None, "wrong")
    assert unknown == 3 * 512
    assert work.of(hasher, today, "wrong") == work.of(hasher, today, PASSWORD) == unknown
    for encoded in (older, "damaged"):
        assert work.of(hasher, encoded, "wrong") == pytest.approx(unknown, rel=0.01)
