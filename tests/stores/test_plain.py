"""TinyDB's own questions to an account file that is in use."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB, where
from tinydb.operations import increment

from hexwizard.stores.file import FileStore
from hexwizard.stores.file.plain import AccountDatabase
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import Case


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = scenes.opened(scenes.prepared(tmp_path / "made" / scenes.ACCOUNT))
    with store.transaction() as act:
        for number in range(5):
            act.put(Table.CASES, f"{number}", Case(number, "fax" if number % 2 else "call"))
    return store


@pytest.fixture
def database(store: FileStore) -> AccountDatabase:
    return AccountDatabase(store)


def test_it_is_a_tinydb_with_our_tables(database: AccountDatabase) -> None:
    assert isinstance(database, TinyDB)
    assert database.tables() == {table.value for table in Table}
    assert len(database.table("accounts")) == 2


def test_a_question_is_answered_from_what_is_committed_by_now(store: FileStore, database: AccountDatabase) -> None:
    faxes = database.table("cases")
    assert [case["number"] for case in faxes.search(where("note") == "fax")] == [1, 3]
    with store.transaction() as act:
        act.put(Table.CASES, "9", Case(9, "fax"))
    assert [case["number"] for case in faxes.search(where("note") == "fax")] == [1, 3, 9]
    assert [record["entry"]["act"] for record in database.table("audit")] == ["import", "edit 1", "edit 2"]


def test_one_record_is_decoded_where_one_is_asked_for(
    database: AccountDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []
    decode = msgspec.json.decode

    def counted(raw: bytes) -> object:
        decoded.append(raw)
        return decode(raw)

    monkeypatch.setattr(msgspec.json, "decode", counted)
    found = database.table("cases").get(doc_id=2)
    assert found is not None
    assert found["number"] == 1
    assert len(decoded) == 1


def test_a_change_is_one_transaction_and_found_by_the_store(store: FileStore, database: AccountDatabase) -> None:
    before = store.reader().generation
    database.table("cases").update(increment("number"), where("note") == "fax")
    reader = store.reader()
    assert reader.generation == before + 1
    assert reader.get(Table.CASES, "1", Case) == Case(2, "fax")
    database.table("accounts").update({"primary_email": "new@example.com"}, where("username") == "bea")
    assert [person.username for person in store.reader().holders("NEW@example.com")] == ["bea"]
    database.table("cases").remove(where("note") == "call")
    assert len(list(store.reader().scan(Table.CASES, Case))) == 2
    assert database.table("operators").insert({"_key": "zoe", "name": "zoe"}) == 1
    assert store.verify().damage == ()


def test_what_would_break_the_store_is_refused(store: FileStore, database: AccountDatabase) -> None:
    before = store.reader().generation
    with pytest.raises(ValueError, match="audit"):
        database.table("audit").truncate()
    with pytest.raises(ValueError, match="audit"):
        database.table("audit").insert({"seq": 9})
    with pytest.raises(ValueError, match="accounts"):
        database.table("accounts").insert({"name": "nobody"})
    with pytest.raises(ValueError, match="already"):
        database.table("accounts").insert({"username": "BEA"})
    with pytest.raises(ValueError, match="others"):
        database.table("others")
    assert store.reader().generation == before


def test_a_whole_file_can_be_written_as_tinydb_does(store: FileStore, database: AccountDatabase) -> None:
    tables = database.storage.read()
    assert tables is not None
    data = {name: dict(records) for name, records in tables.items()}
    data["cases"] = {"1": {"_key": "0", "number": 7, "note": "kept"}}
    database.storage.write(data)
    assert list(store.reader().scan(Table.CASES, Case)) == [Case(7, "kept")]
    assert len(list(store.reader().accounts())) == 2
