"""argon2 that gives way to the screen answers as argon2 does."""

from __future__ import annotations

import pytest

from hexwizard.accounts.problems import UnreadableText
from hexwizard.credentials.polite import PoliteHasher
from tests.desks import cheap_hasher


def test_it_says_what_the_hasher_behind_it_says() -> None:
    polite, plain = PoliteHasher(cheap_hasher()), cheap_hasher()
    encoded = polite.hash("quatorze canards bleus")
    assert plain.verify(encoded, "quatorze canards bleus")
    assert polite.verify(encoded, "quatorze canards bleus")
    assert not polite.verify(encoded, "quinze canards bleus")
    assert not polite.verify(None, "quatorze canards bleus")
    assert polite.explain(encoded, "quatorze canards bleus", as_typed=True)
    assert not polite.is_outdated(encoded)


def test_its_errors_are_raised_where_it_was_asked() -> None:
    with pytest.raises(UnreadableText):
        PoliteHasher(cheap_hasher()).hash("\ud800")
