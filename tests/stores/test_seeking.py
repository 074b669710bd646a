"""A sign-in finds its client without an index, and finds whom an index finds."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.stores.file import engine, open_file
from hexwizard.stores.file.records import encode
from hexwizard.stores.file.seeking import FOLDED_TO_ASCII, Seeking, UnreadPages
from hexwizard.stores.file.store import FileStore
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.samples import ALAIN, BEA, clock


def opened_for_one(path: Path) -> FileStore:
    return open_file(path, clock=clock, for_one=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An account file with two clients, folded."""
    path = tmp_path / "accounts.json"
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        for account in (ALAIN, BEA):
            act.put(Table.ACCOUNTS, account.username, account)
    store.close()
    return path


def test_every_letter_that_is_compared_as_an_ascii_one_is_looked_for() -> None:
    letters = [chr(code) for code in range(0x80, sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    for letter in letters:
        key = comparison_key(f"a{letter}a")
        assert not key.isascii() or any(sign in letter.encode() for sign in FOLDED_TO_ASCII)


_ODD = st.text(st.sampled_from('aAsSkKſßẞKﬁfiéÉe\u0301"\\\x1f;\u037e `@.1'), max_size=5)
_ACCOUNT = st.builds(
    lambda username, primary, secondary: Account(username, primary_email=primary, secondary_emails=secondary),
    _ODD,
    st.none() | _ODD,
    st.lists(_ODD, max_size=2).map(tuple),
)


def _unread(accounts: list[Account]) -> UnreadPages:
    lines = [b'\n"%d":%b' % (number, encode(account)) for number, account in enumerate(accounts, 1)]
    data = b'{"accounts":{' + b",".join(lines) + b"\n},"
    return UnreadPages(data, range(1, len(accounts) + 1), data.index(b"\n"), len(data))


def _identifiers(one: Account) -> list[str]:
    primary = (one.primary_email,) if one.primary_email else ()
    return [comparison_key(text) for text in (one.username, *primary, *one.secondary_emails)]


@given(st.lists(_ACCOUNT, min_size=1, max_size=6), st.dictionaries(st.integers(1, 7), st.none() | _ACCOUNT), _ODD)
def test_it_finds_whoever_holds_an_identifier_in_any_form_and_what_changed_since(
    accounts: list[Account], changes: dict[int, Account | None], typed: str
) -> None:
    now = {**dict(enumerate(accounts, 1)), **changes}
    key = comparison_key(typed)
    changed = {number: None if one is None else encode(one) for number, one in changes.items()}
    seeking = Seeking(_unread(accounts), changed)
    held = {number: _identifiers(one) for number, one in now.items() if one is not None}
    assert list(seeking.holders(key)) == sorted(number for number, texts in held.items() if key in texts)
    named = seeking.named(key)
    usernames = [number for number, texts in held.items() if texts[0] == key]
    assert (named in usernames) if usernames else named is None
    assert set(seeking.keys()) == {text for texts in held.values() for text in texts}


def test_what_a_sign_in_changed_stands_in_the_file_as_any_tinydb_reads_it(path: Path) -> None:
    store = opened_for_one(path)
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, BEA.username, replace(BEA, phone="514-555-0199"))
    store.close()
    with TinyDB(path, access_mode="r") as database:
        phones = {record["username"]: record.get("phone") for record in database.table("accounts")}
    assert phones[BEA.username] == "514-555-0199"


def test_a_client_in_a_large_file_is_found_changed_and_found_again_by_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "QUICKLY_FOLDED", 100)
    for failures in range(3, 6):
        store = opened_for_one(path)
        (found,) = store.reader().holders(f" {ALAIN.username.upper()}")
        assert found.attempts.failures == failures
        with store.transaction() as act:
            current = act.account(ALAIN.username)
            assert current == found
            failed = replace(found, attempts=replace(found.attempts, failures=failures + 1))
            act.put(Table.ACCOUNTS, found.username, failed)
        store.close()
    assert path.with_name("accounts.json.journal").stat().st_size > 1000, "an act alone folds no file"
    assert scenes.opened(path).reader().account(ALAIN.username) == replace(
        ALAIN, attempts=replace(ALAIN.attempts, failures=6)
    )


def test_a_journal_that_has_grown_long_is_folded_on_leaving(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "QUICKLY_FOLDED", 100)
    monkeypatch.setattr(engine, "LONG_JOURNAL", 100)
    before = path.read_bytes()
    store = opened_for_one(path)
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, BEA.username, replace(BEA, phone="514-555-0199"))
    store.close()
    assert path.read_bytes() != before
    assert b"514-555-0199" in path.read_bytes()


def test_damage_to_somebody_else_is_refused_all_the_same(path: Path) -> None:
    damaged = path.read_bytes().replace(BEA.username.encode(), BEA.username.upper().encode(), 1)
    path.write_bytes(damaged)
    with pytest.raises(StoreUnusable):
        opened_for_one(path)
    assert path.read_bytes() == damaged
