"""A search finds whoever has a word that begins so, and puts whole words first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hexwizard.accounts.model import Account
from hexwizard.stores.file.records import encode
from hexwizard.stores.file.search import Words, queries, words_of

_TEXT = st.text(st.sampled_from("abé.-_@+' 1’\x00"), max_size=7)
_ACCOUNT = st.builds(Account, _TEXT, _TEXT, _TEXT, _TEXT)


@given(st.lists(_ACCOUNT, min_size=1, max_size=5), _TEXT)
def test_each_word_typed_begins_a_text_or_a_part_of_it(accounts: list[Account], typed: str) -> None:
    raws = {number: encode(account) for number, account in enumerate(accounts, 1)}
    for query in queries(typed):
        begun = [word.decode() for word in query]
        expected = {}
        for number, raw in raws.items():
            words = words_of(raw)
            if all(any(word.startswith(one) for word in words) for one in begun):
                expected[number] = sum(one not in words for one in begun)
        assert {number: rank for rank, number in Words(raws.items()).find(query)} == expected
