"""An account file of an earlier version opens as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from hexwizard.stores.file import journal, open_file, restorable, snapshot, verify_file
from hexwizard.stores.file.seal import Key, read_key
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.conftest import FileBench
from tests.stores.samples import ALAIN, Operator, clock


class FirstTables(list[Table]):
    """Stands for the enumeration as the first version had it."""

    ACCOUNTS = Table.ACCOUNTS


FIRST = FirstTables([Table.ACCOUNTS, Table.COMPANIES, Table.OPERATORS, Table.CASES, Table.AUDIT])


def test_a_file_without_the_later_tables_opens_takes_records_for_them_and_is_sound(
    files: FileBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(snapshot, "Table", FIRST)
        store = files.open()
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
        store.compact()
        store.close()
    assert b'"callers"' not in files.path.read_bytes()

    store = files.open()
    assert store.reader().account("alain_sirois") == ALAIN
    assert store.reader().get(Table.CALLERS, "418", Operator) is None
    assert store.verify().damage == ()
    with store.transaction() as act:
        act.put(Table.CALLERS, "418", Operator("418"))
    store.compact()
    store.close()

    store = files.open()
    assert store.reader().get(Table.CALLERS, "418", Operator) == Operator("418")
    assert store.verify().damage == ()
    store.close()


class TestOfALaterVersion:
    """Two desks share a file and only one of them was upgraded: that is said, and nothing is taken for damage."""

    @pytest.fixture
    def ready(self, tmp_path: Path) -> Path:
        return scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)

    @staticmethod
    def refused(path: Path) -> None:
        before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        for attempt in (
            lambda: open_file(path, clock=clock, create=True),
            lambda: restorable(path),
            lambda: verify_file(path),
        ):
            with pytest.raises(StoreUnusable) as caught:
                attempt()
            assert caught.value.message.key == "problem.store.newer"
        assert {name: path.with_name(name).read_bytes() for name in before} == before
        assert not list(path.parent.glob("*.damaged-*"))

    @staticmethod
    def sealed_anew(path: Path, seal: snapshot.Seal, before: bytes, key: Key) -> None:
        for end in ("", ".good"):
            path.with_name(path.name + end).write_bytes(before + snapshot._sealed(seal, key))

    def test_its_format(self, ready: Path) -> None:
        whole = ready.read_bytes()
        seal, begun = snapshot.split(whole, ready.name)
        later = msgspec.structs.replace(seal, format=snapshot.FORMAT + 1)
        self.sealed_anew(ready, later, whole[:begun], read_key(ready.with_name(ready.name + ".key")))
        self.refused(ready)

    def test_a_table_in_the_account_file(self, ready: Path) -> None:
        whole, table = ready.read_bytes(), b'\n"letters":{\n},'
        seal, begun = snapshot.split(whole, ready.name)
        segment = snapshot.Segment(len(table), 0, hashlib.sha256(table).hexdigest())
        later = msgspec.structs.replace(seal, tables=seal.tables | {"letters": segment})
        self.sealed_anew(ready, later, whole[:begun] + table, read_key(ready.with_name(ready.name + ".key")))
        self.refused(ready)

    def test_a_fold_beside_a_wizard_that_has_the_file_open(self, ready: Path) -> None:
        store = scenes.opened(ready)
        whole = ready.read_bytes()
        seal, begun = snapshot.split(whole, ready.name)
        later = msgspec.structs.replace(seal, format=snapshot.FORMAT + 1, sequence=seal.sequence + 1)
        self.sealed_anew(ready, later, whole[:begun], store._engine.key)
        for attempt in (store.reader, store.compact):
            with pytest.raises(StoreUnusable) as caught:
                attempt()
            assert caught.value.message.key == "problem.store.newer"
        scenes.abandon(store)
        self.refused(ready)

    def test_a_table_in_the_journal(self, ready: Path) -> None:
        store = scenes.opened(ready)
        state, key = store._engine.state, store._engine.key
        line, _ = journal.line(key, state.chain, state.sequence + 1, "2026-03-02T14:30:05Z", b'{"letters":{"1":{}}}')
        scenes.abandon(store)
        with ready.with_name(ready.name + ".journal").open("ab") as file:
            file.write(line)
        self.refused(ready)

    def test_a_flipped_bit_in_the_format_is_damage_all_the_same(self, ready: Path) -> None:
        ready.write_bytes(ready.read_bytes().replace(b'"format":1', b'"format":3'))
        with pytest.raises(StoreUnusable) as caught:
            scenes.opened(ready)
        assert caught.value.message.key == "problem.store.damaged"
        assert f"{ready.name}: hexwizard 1" in [damage.where for damage in verify_file(ready).damage]
        assert restorable(ready).lost == 0
