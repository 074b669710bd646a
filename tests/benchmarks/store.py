"""The account file beside SQLite and `json.load`, interleaved in one run: `python -m tests.benchmarks.store [SIZE…]`.

SQLite is as durable as the account file claims to be (rollback journal, synchronous=FULL), keeps the same JSON, and
each of its acts writes an account and an audit row, as one of ours does. Every figure is the median of its rounds.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from hexwizard.accounts.model import Account, Attempts, Change, Membership, MobileApp, Platform
from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.protocol import Table
from tests.stores.samples import Entry

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 300
NOW = datetime(2026, 3, 2, tzinfo=UTC)
_MEMORY = """
import sys
from pathlib import Path
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
from datetime import UTC, datetime
from hexwizard.stores.file import open_file
store = open_file(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
store.reader().account("user7")
print(resident())
"""


def clock() -> datetime:
    return NOW


def account(number: int) -> Account:
    """An account as full as most are: some 700 bytes of JSON."""
    return Account(
        f"user{number}",
        f"Given{number % 977}",
        f"Family{number % 1013}",
        f"user{number}@example.com",
        (f"second{number}@example.org",),
        f"+1 514 {number % 1000:03} {number % 10000:04}",
        memberships=(Membership(f"company{number % 40}"),),
        first_connection=NOW,
        app=MobileApp(Platform.IOS, "5.10"),
        password_hash="$argon2id$v=19$m=65536,t=3,p=4$" + "c" * 22 + "$" + "h" * 43,
        last_change=Change("import", NOW),
    )


def filled(path: Path, size: int) -> FileStore:
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        for number in range(size):
            act.put(Table.ACCOUNTS, f"user{number}", account(number))
        act.audit(Entry("bench", "import"))
    store.close()
    return open_file(path, clock=clock)


def filled_sqlite(path: Path, size: int) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=DELETE")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY, username TEXT UNIQUE, email TEXT, record TEXT)")
    base.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, entry TEXT)")
    base.execute("CREATE INDEX email ON accounts (email)")
    base.execute("BEGIN")
    rows = ((f"user{n}", f"user{n}@example.com", msgspec.json.encode(account(n)).decode()) for n in range(size))
    base.executemany("INSERT INTO accounts (username, email, record) VALUES (?, ?, ?)", rows)
    base.execute("COMMIT")
    return base


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def act_of_ours(store: FileStore, number: int) -> None:
    with store.transaction() as act:
        found = act.account(f"user{number}")
        assert found is not None
        failed = replace(found, attempts=Attempts(found.attempts.failures + 1, NOW))
        act.put(Table.ACCOUNTS, found.username, failed)
        act.audit(Entry("bench", "attempt"))


def act_of_sqlite(base: sqlite3.Connection, number: int) -> None:
    base.execute("BEGIN IMMEDIATE")
    (text,) = base.execute("SELECT record FROM accounts WHERE username = ?", (f"user{number}",)).fetchone()
    found = msgspec.json.decode(text, type=Account)
    failed = replace(found, attempts=Attempts(found.attempts.failures + 1, NOW))
    text = msgspec.json.encode(failed).decode()
    base.execute("UPDATE accounts SET record = ? WHERE username = ?", (text, f"user{number}"))
    entry = msgspec.json.encode(Entry("bench", "attempt")).decode()
    base.execute("INSERT INTO audit (entry) VALUES (?)", (entry,))
    base.execute("COMMIT")


def look_up_ours(store: FileStore, number: int) -> None:
    assert store.reader().account(f"user{number}") is not None


def look_up_sqlite(base: sqlite3.Connection, number: int) -> None:
    (text,) = base.execute("SELECT record FROM accounts WHERE username = ?", (f"user{number}",)).fetchone()
    assert msgspec.json.decode(text, type=Account).username


def interleaved(numbers: Iterable[int], first: Callable[[int], None], second: Callable[[int], None]) -> list[float]:
    """Medians of both in seconds, each round doing one of either."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in numbers:
        times[0].append(timed(lambda n=number: first(n)))  # type: ignore[misc]
        times[1].append(timed(lambda n=number: second(n)))  # type: ignore[misc]
    return [statistics.median(one) for one in times]


def opening(path: Path, rounds: int) -> tuple[float, float]:
    """Medians of opening to the first look-up, and of `json.load` of the same file."""
    ours, plain = [], []
    for _ in range(rounds):
        gc.collect()
        started = time.perf_counter()
        store = open_file(path, clock=clock)
        look_up_ours(store, 7)
        ours.append(time.perf_counter() - started)
        store.close()
        del store
        gc.collect()
        with path.open(encoding="utf-8") as file:
            plain.append(timed(lambda file=file: json.load(file)))  # type: ignore[misc]
    return statistics.median(ours), statistics.median(plain)


def memory(path: Path) -> tuple[float, float]:
    """(resident memory after opening ÷ file size, the same without what Python and the libraries take)."""
    command = [sys.executable, "-c", _MEMORY]
    used = int(subprocess.run([*command, str(path)], check=True, capture_output=True, text=True).stdout)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "accounts.json"
        filled(small, 8).close()
        bare = int(subprocess.run([*command, str(small)], check=True, capture_output=True, text=True).stdout)
    size = path.stat().st_size
    return used / size, (used - bare) / size


def measure(size: int) -> float:
    """Print one line of figures; returns what one act takes."""
    step = max(1, size // ROUNDS)
    numbers = [number % size for number in range(0, step * ROUNDS, step)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.json"
        started = time.perf_counter()
        store = filled(path, size)
        filling = time.perf_counter() - started
        base = filled_sqlite(Path(folder) / "accounts.db", size)
        opened, plain = opening(path, 5 if size > 10_000 else 25)
        used, net = memory(path)
        look, look_sqlite = interleaved(
            numbers * 5, lambda n: look_up_ours(store, n), lambda n: look_up_sqlite(base, n)
        )
        act, act_sqlite = interleaved(numbers, lambda n: act_of_ours(store, n), lambda n: act_of_sqlite(base, n))
        first_search = timed(lambda: store.reader().search("family1 given", 20))
        search = statistics.median(timed(lambda: store.reader().search("family1 given2", 20)) for _ in range(20))
        fold = timed(store.compact)
        megabytes = path.stat().st_size / 1e6
        print(
            f"{size:>7} accounts, {megabytes:6.1f} MB | act {act * 1e3:.3f} ms = {act / act_sqlite:.2f} × SQLite "
            f"({act_sqlite * 1e3:.3f}) | look-up {look * 1e6:.1f} µs = {look / look_sqlite:.2f} × SQLite "
            f"({look_sqlite * 1e6:.1f}) | opening {opened * 1e3:.1f} ms = {opened / plain:.2f} × json.load "
            f"({plain * 1e3:.1f}) | memory {used:.2f} × file ({net:.2f} net) | import {filling:.2f} s | "
            f"search {search * 1e3:.1f} ms (first {first_search * 1e3:.0f}) | fold {fold * 1e3:.0f} ms"
        )
        store.close()
        base.close()
    return act


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    acts = [measure(size) for size in sizes]
    print(f"act at {sizes[-1]} ÷ act at {sizes[0]}: {acts[-1] / acts[0]:.2f}")


if __name__ == "__main__":
    main()
