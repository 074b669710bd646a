"""An act that is done beside a fold waits for a small part of it at most, however large the file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.stores.file import disk, snapshot
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import account


@pytest.mark.parametrize("before", [0, 300], ids=["all of it new", "most of it as it was"])
def test_the_disk_is_waited_for_after_every_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int) -> None:
    """A disk that is handed a whole file at once makes whoever writes meanwhile wait for all of it."""
    store = scenes.opened(scenes.prepared(tmp_path / "made" / scenes.ACCOUNT))
    for first, last in ((0, before), (before, 310)):
        with store.transaction() as act:
            for number in range(first, last):
                one = account(number)
                act.put(Table.ACCOUNTS, one.username, one)
        if last == before:
            store.compact()
            store.close()
            store = scenes.opened(tmp_path / "made" / scenes.ACCOUNT)

    unwaited: dict[int, int] = {}
    most = written = 0
    really_write, really_wait = disk.write_all, disk.fsync

    def write(descriptor: int, data: bytes | memoryview) -> None:
        nonlocal most, written
        unwaited[descriptor] = unwaited.get(descriptor, 0) + len(data)
        written += len(data)
        most = max(most, unwaited[descriptor])
        really_write(descriptor, data)

    def wait(descriptor: int) -> None:
        unwaited[descriptor] = 0
        really_wait(descriptor)

    monkeypatch.setattr(snapshot, "_PART", 4096)
    monkeypatch.setattr(snapshot, "_BUFFER", 512)
    monkeypatch.setattr(disk, "write_all", write)
    monkeypatch.setattr(disk, "fsync", wait)
    assert store.compact()
    assert written > 2 * 310 * 100
    assert most < 2 * 4096
