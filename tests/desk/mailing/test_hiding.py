"""What a waiting letter says is to be read in the letter alone, not in the store where it waits."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.desk.mailing.hiding import hidden, opened
from hexwizard.mail.mailer import MailRefused
from tests.fakes import FakeStore
from tests.mail.letters import letter

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(text=TEXT, seed=st.integers(0, 1000))
def test_it_comes_back_as_it_was(text: str, seed: int) -> None:
    store = FakeStore()
    kept = hidden(store, Random(seed), text)
    assert kept.isascii()
    assert opened(store, letter(body=kept)).body == text


def test_the_same_text_is_never_hidden_alike() -> None:
    store, chance = FakeStore(), Random(1)
    kept = {hidden(store, chance, "k7m2-9xqp") for _ in range(20)}
    assert len(kept) == 20
    assert not any("k7m2" in one for one in kept)


def test_a_letter_that_was_copied_into_another_store_is_refused_not_sent_as_nonsense() -> None:
    here, there = FakeStore(), FakeStore()
    there.key = "another"
    with pytest.raises(MailRefused):
        opened(there, letter(body=hidden(here, Random(1), "Bonjour")))


def test_a_letter_queued_before_letters_were_hidden_is_sent_as_it_is() -> None:
    assert opened(FakeStore(), letter(body="Bonjour")).body == "Bonjour"
