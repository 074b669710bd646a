"""What an opening reads, and what it leaves until somebody asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.stores.file import paging
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.conftest import FileBench
from tests.stores.samples import ALAIN, Case, Entry


@pytest.fixture
def path(files: FileBench) -> Path:
    """An account file, folded, with a record in two other tables and a trail."""
    store = files.open()
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
        act.put(Table.CASES, "1", Case(1))
        act.audit(Entry("zoe", "import"))
    store.close()
    return files.path


def test_one_client_is_looked_up_without_reading_the_trail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_table", None)  # reading any table but the accounts would fail
    assert scenes.opened(path).reader().account(ALAIN.username) == ALAIN


def test_what_was_not_read_is_neither_lost_by_an_act_nor_by_a_fold(path: Path) -> None:
    store = scenes.opened(path)
    with store.transaction() as act:
        act.audit(Entry("yan", "act"))
    assert store.compact()
    store.close()
    reader = scenes.opened(path).reader()
    assert list(reader.scan(Table.CASES, Case)) == [Case(1)]
    assert [entry.act for entry in reader.scan(Table.AUDIT, Entry)] == ["import", "act"]


def test_a_view_that_reads_a_table_late_sees_it_as_it_was(path: Path) -> None:
    store = scenes.opened(path)
    before = store.reader()
    assert before.account(ALAIN.username) == ALAIN
    with store.transaction() as act:
        act.put(Table.CASES, "1", Case(1, "changed"))
        act.put(Table.CASES, "2", Case(2))
    assert list(before.scan(Table.CASES, Case)) == [Case(1)]
    assert list(store.reader().scan(Table.CASES, Case)) == [Case(1, "changed"), Case(2)]


def test_a_record_that_cannot_be_read_is_said_when_its_table_is_asked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = scenes.opened(path)
    monkeypatch.setattr(paging, "_keys", paging._identities)  # as if another version had written them
    with pytest.raises(StoreUnusable) as caught:
        store.reader().get(Table.CASES, "1", Case)
    assert caught.value.message.key == "problem.store.damaged"
    assert "cases" in str(caught.value.message.params["where"])
