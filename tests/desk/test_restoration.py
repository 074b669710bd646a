"""A damaged account file, as the desk brings it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hexwizard.desk.actor import Actor, NotPermitted, Role
from hexwizard.desk.restoration import last_good, restore_last_good
from hexwizard.stores.file import open_file, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
    path.write_bytes(path.read_bytes()[:99])
    return path


def test_the_restored_trail_says_who_did_it_and_what_was_lost(damaged: Path) -> None:
    said = last_good(damaged)
    done = restore_last_good(damaged, Actor("root", Role.SYSTEM), lambda: NOW)
    assert replace(done, aside=()) == said
    assert [Path(copy).name.partition(".damaged-")[0] for copy in done.aside] == [
        "accounts.json",
        "accounts.json.journal",
    ]
    store = open_file(damaged, clock=lambda: NOW)
    *_, entry = store.reader().scan(Table.AUDIT, dict)
    store.close()
    assert (entry["who"], entry["role"], entry["act"]) == ("root", "system", "restore")
    assert entry["outcome"] == "good copy of 2026-03-02T14:30:05Z, 2 later acts kept, 0 lost"
    assert verify_file(damaged).damage == ()


def test_an_agent_may_not(damaged: Path) -> None:
    before = damaged.read_bytes()
    with pytest.raises(NotPermitted):
        restore_last_good(damaged, Actor("zoe", Role.AGENT), lambda: NOW)
    assert damaged.read_bytes() == before


def test_where_nothing_is_left_it_says_so(damaged: Path) -> None:
    damaged.with_name(damaged.name + ".good").unlink()
    with pytest.raises(StoreUnusable):
        last_good(damaged)
