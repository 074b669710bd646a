"""Moving a desk from a file to a server and back, whatever interrupts it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.stores.copying import BATCH, CopyRefused, Ending, copy, tally_of
from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.protocol import Store, StoreUnusable, Table
from tests.stores.conftest import FileBench, ServerBench
from tests.stores.samples import ALAIN, BEA, NORTH, OLD, SOUTH, Case, Entry, Operator, account, clock

MANY = BATCH + 100


def silent(_table: Table, _done: int, _total: int) -> None:
    """Tell nobody."""


def filled(store: Store) -> Store:
    with store.transaction() as act:
        for person in (OLD, BEA, ALAIN, *map(account, range(MANY))):
            act.put(Table.ACCOUNTS, person.username, person)
        for company in (SOUTH, NORTH):
            act.put(Table.COMPANIES, company.id, company)
        act.put(Table.OPERATORS, "zoé", Operator("Zoé", "admin"))
        act.put(Table.CASES, "2026-0001", Case(1, "é\u2028\\ \x00"))
        act.audit(Entry("zoe", "import"))
    with store.transaction() as act:
        act.delete(Table.ACCOUNTS, "user7")
        act.audit(Entry("zoe", "delete"))
    return store


def other_file(folder: Path) -> FileStore:
    return open_file(folder / "other" / "accounts.json", clock=clock, create=True)


def same(one: Store, other: Store) -> bool:
    return all(tally_of(one.reader(), table) == tally_of(other.reader(), table) for table in Table)


def test_a_desk_moves_to_a_server_and_back_again(files: FileBench, server: ServerBench, tmp_path: Path) -> None:
    source, between, back = filled(files.open()), server.open(), other_file(tmp_path)
    told: list[tuple[Table, int, int]] = []
    tallies = copy(source, between, lambda *step: told.append(step))
    assert tallies[Table.ACCOUNTS].count == MANY + 2
    assert (Table.ACCOUNTS, BATCH, MANY + 2) in told
    copy(between, back, silent)
    assert same(source, between)
    assert same(source, back)
    assert between.verify().damage == back.verify().damage == ()
    assert back.reader().account("alain_sirois") == ALAIN
    assert {one.username for one in between.reader().holders("alain@example.com")} == {
        "Alain_Sirois",
        "bea",
        "old_alain",
    }


def test_an_interrupted_copy_goes_on_where_it_was(files: FileBench, server: ServerBench) -> None:
    source, target = filled(files.open()), server.open()

    def leave(table: Table, done: int, _total: int) -> None:
        if table is Table.ACCOUNTS and done == BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(source, target, leave)
    begun: list[tuple[Table, int]] = []
    copy(source, target, lambda table, done, _: begun.append((table, done)))
    assert (Table.ACCOUNTS, BATCH) in begun
    assert (Table.ACCOUNTS, 0) not in begun
    assert same(source, target)
    copy(source, target, silent)
    assert same(source, target)


def test_what_is_somebody_else_s_is_not_written_over(files: FileBench, server: ServerBench) -> None:
    source, target = filled(files.open()), server.open()
    with target.transaction() as act:
        act.put(Table.CASES, "2026-0001", Case(9))
        act.audit(Entry("yan", "a case"))
    before = {table: tally_of(target.reader(), table) for table in Table}
    with pytest.raises(CopyRefused) as caught:
        copy(source, target, silent)
    assert caught.value.message.key == "problem.copy.other"
    assert {table: tally_of(target.reader(), table) for table in Table} == before


@pytest.mark.parametrize("goes_on", ["source", "target"])
def test_a_desk_that_went_on_after_its_copy_is_not_mixed_with_the_other(
    files: FileBench, server: ServerBench, goes_on: str
) -> None:
    source, target = files.open(), server.open()
    with source.transaction() as act:
        act.put(Table.ACCOUNTS, "bea", BEA)
        act.audit(Entry("zoe", "import"))
    ending = Ending(lambda: Entry("zoe", "copy"), lambda raw: b'"act":"copy"' in raw)
    copy(source, target, silent, ending)
    with (source if goes_on == "source" else target).transaction() as act:
        act.put(Table.CASES, "2026-0001", Case(1))
        act.audit(Entry("yan", "a case"))
    before = {table: tally_of(target.reader(), table) for table in Table}
    with pytest.raises(CopyRefused) as caught:
        copy(source, target, silent, ending)
    assert caught.value.message.key == "problem.copy.went-on"
    assert {table: tally_of(target.reader(), table) for table in Table} == before


def test_a_damaged_source_is_not_copied(server: ServerBench, tmp_path: Path) -> None:
    source = filled(server.open())
    server.run('UPDATE hexwizard.audit SET entry = \'{"by":"zoe","act":"nothing"}\' WHERE seq = 1')
    with pytest.raises(CopyRefused) as caught:
        copy(source, other_file(tmp_path), silent)
    assert caught.value.message.key == "problem.copy.damaged"


def test_two_accounts_that_enter_alike_stop_it_by_name(
    files: FileBench, server: ServerBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hexwizard.stores.file.engine.require_apart", lambda _: None)  # as earlier versions took them
    source = files.open()
    with source.transaction() as act:
        act.put(Table.ACCOUNTS, "bea", BEA)
        act.put(Table.ACCOUNTS, "twin", replace(BEA, username="twin"))
    target = server.open()
    with pytest.raises(Exception, match=r"identifier-taken") as caught:
        copy(source, target, silent)
    assert not isinstance(caught.value, StoreUnusable)
    assert "bea@example.com" in str(vars(caught.value))
