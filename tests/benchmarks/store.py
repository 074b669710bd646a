"""The account file beside SQLite and `json.load`, interleaved in one run: `python -m tests.benchmarks.store [SIZE…]`.

SQLite is as durable as the account file claims to be (rollback journal, synchronous=FULL), keeps the same JSON, and
each of its acts writes an account and an audit row, as one of ours does. Every figure is the median of its rounds, and
every round does each thing once at every size.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from hexwizard.accounts.model import Account, Attempts, Change, Membership, MobileApp, Platform
from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.protocol import Store, Table
from tests.stores.samples import Entry

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 300
PACE = 0.005  # between two acts beside a fold, in seconds: faster than any desk
_MEMORY_DISK = Path("/dev/shm")
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

Ours: TypeAlias = Callable[[FileStore, int], None]
Theirs: TypeAlias = Callable[[sqlite3.Connection, int], None]


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


def act_of_ours(store: Store, number: int) -> None:
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


@dataclass(frozen=True, slots=True)
class Pair:
    """The account file and SQLite at one size, both open."""

    size: int
    path: Path
    store: FileStore
    base: sqlite3.Connection
    filling: float

    def number(self, turn: int) -> int:
        """Which account a turn is about: spread over all of them."""
        return turn * 7919 % self.size


def pair(folder: Path, size: int) -> Pair:
    folder.mkdir()
    path = folder / "accounts.json"
    started = time.perf_counter()
    store = filled(path, size)
    filling = time.perf_counter() - started
    return Pair(size, path, store, filled_sqlite(folder / "accounts.db", size), filling)


def side_by_side(pairs: Sequence[Pair], turns: int, ours: Ours, theirs: Theirs) -> dict[int, tuple[float, float]]:
    """Medians of both in seconds by size. Each turn does either once at every size: all meet the same noise."""
    times: dict[int, tuple[list[float], list[float]]] = {one.size: ([], []) for one in pairs}
    for turn in range(turns):
        for one in pairs:
            number = one.number(turn)
            times[one.size][0].append(timed(partial(ours, one.store, number)))
            times[one.size][1].append(timed(partial(theirs, one.base, number)))
    return {size: (statistics.median(mine), statistics.median(other)) for size, (mine, other) in times.items()}


def load_plain(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        json.load(file)


def open_and_look(path: Path) -> float:
    """Seconds from the path to the first look-up."""
    started = time.perf_counter()
    store = open_file(path, clock=clock)
    look_up_ours(store, 7)
    taken = time.perf_counter() - started
    store.close()
    return taken


def opening(path: Path, rounds: int) -> tuple[float, float, float]:
    """Medians of opening to the first look-up, of `json.load` of the same file, and of their ratio in each round.

    Both from the path on, in a process that has imported what it needs.
    """
    mine, plain = [], []
    for _ in range(rounds):
        gc.collect()
        mine.append(open_and_look(path))
        gc.collect()
        plain.append(timed(partial(load_plain, path)))
    ratios = [one / other for one, other in zip(mine, plain, strict=True)]
    return statistics.median(mine), statistics.median(plain), statistics.median(ratios)


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


def told_folding(one: Pair, where: str) -> None:
    """Fold beside acts, and print what either costs."""
    beside, alone, fold = folding(one, 5 if one.size > 10_000 else 25)
    print(
        f"{one.size:>7} accounts {where} | a fold takes {fold * 1e3:.0f} ms; an act beside it "
        f"{statistics.median(beside) * 1e3:.2f} ms, at worst {max(beside) * 1e3:.0f}; without one "
        f"{statistics.median(alone) * 1e3:.2f}, at worst {max(alone) * 1e3:.0f}; ratio of medians "
        f"{statistics.median(beside) / statistics.median(alone):.2f} ({len(beside)} acts each)",
        flush=True,
    )


def folding(one: Pair, rounds: int) -> tuple[list[float], list[float], float]:
    """Act times in seconds beside a fold in a worker, act times without one, and the median of what a fold takes.

    Each round is a fold with as many acts as go beside it, and then as many without.
    """
    beside, alone, folds = [], [], []
    for turn in range(rounds):
        worker = threading.Thread(target=lambda: folds.append(timed(one.store.compact)))
        act_of_ours(one.store, turn)
        worker.start()
        acts = 0
        while worker.is_alive():
            beside.append(timed(partial(act_of_ours, one.store, one.number(acts))))
            acts += 1
            time.sleep(PACE)
        for act in range(acts):
            alone.append(timed(partial(act_of_ours, one.store, one.number(act))))
            time.sleep(PACE)
    return beside, alone, statistics.median(folds)


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        pairs = [pair(Path(folder) / str(size), size) for size in sizes]
        for one in pairs:
            opened, plain, ratio = opening(one.path, 7 if one.size > 10_000 else 41)
            used, net = memory(one.path)
            print(
                f"{one.size:>7} accounts, {one.path.stat().st_size / 1e6:5.1f} MB | opening {opened * 1e3:.1f} ms = "
                f"{ratio:.2f} × json.load ({plain * 1e3:.1f}) | memory {used:.2f} × file ({net:.2f} without Python) | "
                f"import {one.filling:.2f} s",
                flush=True,
            )
        look_ups = side_by_side(pairs, 5 * ROUNDS, look_up_ours, look_up_sqlite)
        acts = side_by_side(pairs, ROUNDS, act_of_ours, act_of_sqlite)
        for size in sizes:
            look, look_sqlite = look_ups[size]
            act, act_sqlite = acts[size]
            print(
                f"{size:>7} accounts | act {act * 1e3:.3f} ms = {act / act_sqlite:.2f} × SQLite "
                f"({act_sqlite * 1e3:.3f}) | look-up {look * 1e6:.1f} µs = {look / look_sqlite:.2f} × SQLite "
                f"({look_sqlite * 1e6:.1f})",
                flush=True,
            )
        print(f"act at {sizes[-1]} ÷ act at {sizes[0]}: {acts[sizes[-1]][0] / acts[sizes[0]][0]:.2f}")
        for one in pairs:
            told_folding(one, "on disk")
    if _MEMORY_DISK.is_dir():  # where nothing waits for a disk, what is left is what a fold takes from the processor
        with tempfile.TemporaryDirectory(dir=_MEMORY_DISK) as folder:
            for size in sizes:
                told_folding(pair(Path(folder) / str(size), size), "in memory")


if __name__ == "__main__":
    main()
