"""A store that is two dictionaries and a list: what every real store must agree with, whatever happens to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Status
from hexwizard.stores.protocol import IdentifierTaken, Store, Table, Transaction
from tests.stores.samples import Case, Entry

NAMES = ("ana", "Ana", "bob", "BOB ", "zoé", "ZOE\u0301", "stra\u00dfe", "STRASSE")
ADDRESSES = ("a@x.ca", "A@X.ca", "b@x.ca", "ana", "c@é.ca")
people = st.builds(
    Account,
    username=st.sampled_from(NAMES),
    given_name=st.sampled_from(("Ana", "Bob", "Zoé", "Jean-Luc", '\n\t\u2028"\\')),
    primary_email=st.none() | st.sampled_from(ADDRESSES),
    secondary_emails=st.lists(st.sampled_from(ADDRESSES), max_size=2).map(tuple),
    status=st.sampled_from(Status),
)
writes = st.lists(
    st.tuples(st.just("put"), people)
    | st.tuples(st.just("delete"), st.sampled_from(NAMES))
    | st.tuples(st.just("case"), st.integers(0, 4), st.text(max_size=3).filter(lambda text: text.isprintable()))
    | st.tuples(st.just("close case"), st.integers(0, 4)),
    max_size=4,
)


class Leave(Exception):
    """Ends a transaction by an error."""


class StoreMachine(RuleBasedStateMachine):
    """Transactions, crashes, reopenings and a second wizard, in any order; after each, both say the same.

    A store under test fills in `begin`, `crash`, `reopen`, `second` and `fold`.
    """

    store: Store
    other: Store | None = None

    def begin(self) -> Store:
        raise NotImplementedError

    def crash(self, during: list[Any]) -> bool:
        """Die in the middle of writing; returns whether the transaction is there. Leaves `store` open again."""
        raise NotImplementedError

    def reopen(self) -> None:
        raise NotImplementedError

    def second(self) -> Store:
        raise NotImplementedError

    def fold(self, store: Store) -> None:
        raise NotImplementedError

    @initialize()
    def start(self) -> None:
        self.people: dict[str, Account] = {}
        self.cases: dict[str, Case] = {}
        self.entries: list[str] = []
        self.store = self.begin()

    @rule(wanted=writes, by_other=st.booleans())
    def commit(self, wanted: list[Any], by_other: bool) -> None:
        store = self.other if by_other and self.other is not None else self.store
        if self.clashes(wanted):
            with pytest.raises(IdentifierTaken), store.transaction() as act:
                write(act, wanted, "refused")
            return
        with store.transaction() as act:
            write(act, wanted, f"{len(self.entries)}")
        self.follow(wanted)

    @rule(wanted=writes)
    def fail(self, wanted: list[Any]) -> None:
        try:
            with self.store.transaction() as act:
                write(act, wanted, "never")
                raise Leave
        except Leave:
            pass

    @rule(wanted=writes)
    def die(self, wanted: list[Any]) -> None:
        self.other = None
        if self.crash(wanted):
            self.follow(wanted)

    @rule()
    def close_and_reopen(self) -> None:
        self.reopen()

    @rule(by_other=st.booleans())
    def fold_now(self, by_other: bool) -> None:
        self.fold(self.other if by_other and self.other is not None else self.store)

    @precondition(lambda self: self.other is None)
    @rule()
    def another_wizard(self) -> None:
        self.other = self.second()

    def clashes(self, wanted: list[Any]) -> bool:
        """Whether two accounts would enter with the same."""
        people = changed(self.people, wanted)
        keys = [
            key
            for one in people.values()
            if not one.is_merged
            for key in {comparison_key(text) for text in one.entering_identifiers()}
        ]
        return len(keys) != len(set(keys))

    def follow(self, wanted: list[Any]) -> None:
        """What a committed transaction does to the dictionaries."""
        self.people = changed(self.people, wanted)
        for kind, what, *more in wanted:
            if kind in ("put", "delete"):
                continue
            if kind == "case":
                self.cases[f"{what}"] = Case(what, more[0])
            else:
                self.cases.pop(f"{what}", None)
        self.entries.append(f"{len(self.entries)}")

    @invariant()
    def both_agree(self) -> None:
        for store in (self.store, self.other):
            if store is not None:
                self.agree(store)

    def agree(self, store: Store) -> None:
        reader = store.reader()
        assert {comparison_key(one.username): one for one in reader.accounts()} == self.people
        for name in NAMES:
            assert reader.account(name) == self.people.get(comparison_key(name))
        for text in (*NAMES, *ADDRESSES):
            expected = [one for one in self.people.values() if one.place_of(text) is not None]
            found = reader.holders(text)
            assert len(found) == len(expected)
            assert all(one in found for one in expected)
        for word in ("ana", "zo", "jean luc", "a@x"):
            assert set(reader.search(word, 99)) == {one for one in self.people.values() if begins(one, word)}
        assert sorted(reader.identifiers()) == sorted(
            {comparison_key(text) for one in self.people.values() for text in one.identifiers()}
        )
        assert {f"{case.number}": case for case in reader.scan(Table.CASES, Case)} == self.cases
        assert [entry.act for entry in reader.scan(Table.AUDIT, Entry)] == self.entries


def changed(people: dict[str, Account], wanted: list[Any]) -> dict[str, Account]:
    """The people after what is wanted was done."""
    after = dict(people)
    for kind, what, *_ in wanted:
        if kind == "put":
            after[comparison_key(what.username)] = what
        elif kind == "delete":
            after.pop(comparison_key(what), None)
    return after


def begins(person: Account, text: str) -> bool:
    """Whether every word of `text` begins one of the account's, by the plainest means."""
    from hexwizard.accounts.identifiers import search_key

    texts = (person.username, person.given_name, person.family_name, *person.identifiers())
    words = [search_key(word) for one in texts for word in one.split()]
    words += [
        part for word in list(words) for part in word.replace("-", " ").replace("@", " ").replace(".", " ").split()
    ]
    return all(any(word.startswith(begun) for word in words) for begun in search_key(text).split())


def write(act: Transaction, wanted: list[Any], entry: str) -> None:
    """Do what is wanted, and write it down."""
    for kind, what, *more in wanted:
        if kind == "put":
            act.put(Table.ACCOUNTS, what.username, replace(what))
        elif kind == "delete":
            act.delete(Table.ACCOUNTS, what)
        elif kind == "case":
            act.put(Table.CASES, f"{what}", Case(what, more[0]))
        else:
            act.delete(Table.CASES, f"{what}")
    act.audit(Entry("model", entry))
