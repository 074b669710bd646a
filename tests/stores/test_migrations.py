"""A server's tables of an earlier version are brought up to date, and what they hold stays sound."""

from __future__ import annotations

from hexwizard.stores.protocol import Table
from tests.stores.conftest import ServerBench
from tests.stores.samples import ALAIN, Case


def test_a_database_from_before_the_letters_takes_them_and_is_sound_before_and_after(server: ServerBench) -> None:
    store = server.open()
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
    store.close()
    server.run("DROP TABLE hexwizard.mail, hexwizard.words")  # what later migrations made
    server.run("DELETE FROM hexwizard.migrations WHERE number >= 2")

    store = server.open()
    assert store.verify().damage == ()  # before any act of the new version
    with store.transaction() as act:
        act.put(Table.MAIL, "1", Case(1))
    assert store.verify().damage == ()
    with store.transaction() as act:
        act.delete(Table.MAIL, "1")
    assert store.verify().damage == ()


def test_a_letter_that_is_changed_behind_our_back_shows(server: ServerBench) -> None:
    store = server.open()
    with store.transaction() as act:
        act.put(Table.MAIL, "1", Case(1))
    server.run("DELETE FROM hexwizard.mail")
    assert [one.where for one in store.verify().damage] == ["mail"]
