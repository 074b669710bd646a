"""The stores that the contract suite runs on. A second store joins by adding its `Bench` to `BENCHES`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.protocol import Store
from tests.stores.samples import clock


class Bench(Protocol):
    """One store under test: `open` may be called again while it is open (a second wizard) and after it is
    closed.
    """

    def open(self) -> Store: ...


class FileBench:
    """The account file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "made" / "accounts.json"

    def open(self) -> FileStore:
        return open_file(self.path, clock=clock, create=True, lock_timeout=0.2)


BENCHES: dict[str, Callable[[Path], Bench]] = {"file": FileBench}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill, unlike a power cut, loses nothing that was written: waiting for the disk would prove nothing here.

    That the waiting is done where it must be, `harness/power.py` shows.
    """
    monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    name: str = request.param
    return BENCHES[name](tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> FileBench:
    """The account file, where a test is about files."""
    return FileBench(tmp_path)
