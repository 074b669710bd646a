"""An account file of an earlier version opens as it is."""

from __future__ import annotations

import pytest

from hexwizard.stores.file import snapshot
from hexwizard.stores.protocol import Table
from tests.stores.conftest import FileBench
from tests.stores.samples import ALAIN, Operator


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
