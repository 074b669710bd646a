"""The stores that the contract suite runs on. A further store joins by adding its `Bench` to `BENCHES`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.postgres.store import ServerStore
from hexwizard.stores.protocol import Store
from tests.stores.samples import clock
from tests.stores.servers import Server, shared_server


class Bench(Protocol):
    """One store under test: `open` may be called again while it is open (a second wizard) and after it is
    closed.
    """

    def open(self) -> Store: ...

    def close(self) -> None: ...


class FileBench:
    """The account file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "made" / "accounts.json"

    def open(self) -> FileStore:
        return open_file(self.path, clock=clock, create=True, lock_timeout=0.2)

    def close(self) -> None:
        """Nothing of it outlives the test."""


class ServerBench:
    """A database on the run's server, one for each worker, emptied for each test."""

    def __init__(self, folder: Path, server: Server | None = None) -> None:
        self.server = server or shared_server()
        self.database = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        self.keyring = Keyring(folder / "team" / "postgres.key", folder / "heads")
        self.opened: list[ServerStore] = []
        self.address = self.server.address(self.database)
        self._empty()

    def open(self) -> ServerStore:
        return self.open_with()

    def open_with(
        self, *, lock_timeout: float = 0.5, patience: float = 3.0, doubt_patience: float = 3.0
    ) -> ServerStore:
        store = open_server(
            place_of(self.address, {}),
            self.keyring,
            create=True,
            lock_timeout=lock_timeout,
            patience=patience,
            doubt_patience=doubt_patience,
        )
        self.opened.append(store)
        return store

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()

    def _empty(self) -> None:
        with self.server.connected() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self.database,)).fetchone():
                connection.execute(f"CREATE DATABASE {self.database}")
        with self.server.connected(self.database) as connection:
            row = connection.execute(
                "SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables"
                " WHERE schemaname = 'hexwizard' AND tablename <> 'migrations'"
            ).fetchone()
            if row is not None and row[0]:
                connection.execute(f"TRUNCATE {row[0]} RESTART IDENTITY")

    def run(self, sql: str) -> list[tuple[object, ...]]:
        """What the owner of the server does behind the wizard's back."""
        with self.server.connected(self.database) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


BENCHES: dict[str, Callable[[Path], Bench]] = {"file": FileBench, "server": ServerBench}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kill, unlike a power cut, loses nothing that was written: waiting for the disk would prove nothing here.

    That the waiting is done where it must be, `harness/power.py` shows.
    """
    monkeypatch.setattr("os.fsync", lambda _: None)


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    name: str = request.param
    bench = BENCHES[name](tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def files(tmp_path: Path) -> FileBench:
    """The account file, where a test is about files."""
    return FileBench(tmp_path)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerBench]:
    """The database, where a test is about servers."""
    bench = ServerBench(tmp_path)
    yield bench
    bench.close()
