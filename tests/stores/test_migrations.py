"""A server's tables of an earlier version are brought up to date, and what they hold stays sound."""

from __future__ import annotations

from hexwizard.stores.protocol import Table
from tests.stores.conftest import ServerBench
from tests.stores.samples import ALAIN, Case, account


def test_a_database_from_before_the_letters_takes_them_and_is_sound_before_and_after(server: ServerBench) -> None:
    store = server.open()
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
    store.close()
    server.run("DROP TABLE hexwizard.mail, hexwizard.words, hexwizard.facts")  # what later migrations made
    server.run("DELETE FROM hexwizard.migrations WHERE number >= 2")

    store = server.open()
    assert store.verify().damage == ()  # before any act of the new version
    with store.transaction() as act:
        act.put(Table.MAIL, "1", Case(1))
    assert store.verify().damage == ()
    with store.transaction() as act:
        act.delete(Table.MAIL, "1")
    assert store.verify().damage == ()


def test_clients_and_calls_from_before_an_index_are_found_by_it(server: ServerBench) -> None:
    store = server.open()
    with store.transaction() as act:
        for number in range(2001):  # more than a page
            act.put(Table.ACCOUNTS, f"user{number}", account(number))
        act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
        act.put(Table.CASES, "1", Case(1, username="user7"))
    store.close()
    server.run("DROP TABLE hexwizard.words, hexwizard.facts")
    server.run("DELETE FROM hexwizard.migrations WHERE number >= 3")

    store = server.open()
    assert store.verify().damage == ()
    reader = store.reader()
    assert [one.username for one in reader.search("sirois alain", 5)] == ["Alain_Sirois"]
    assert [one.username for one in reader.search("given2000", 5)] == ["user2000"]
    assert [case.number for case in reader.holding(Table.CASES, "username", "user7", Case)] == [1]
    with store.transaction() as act:
        act.delete(Table.CASES, "1")
        act.delete(Table.ACCOUNTS, "user7")
    assert store.verify().damage == ()


def test_a_letter_that_is_changed_behind_our_back_shows(server: ServerBench) -> None:
    store = server.open()
    with store.transaction() as act:
        act.put(Table.MAIL, "1", Case(1))
    server.run("DELETE FROM hexwizard.mail")
    assert "mail" in [one.where for one in store.verify().damage]
