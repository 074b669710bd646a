"""Many wizards at once beside bare psycopg, in turn: `python -m tests.benchmarks.team [SECONDS] [WIZARDS] [ACCOUNTS]`.

Each wizard is a process with one connection: four look-ups, then an act (an account and an audit entry). The bare side
sends the same statements in the same journeys, from as many processes, without deriving, marking or checking anything.
Beside the throughput stands what both cost the processors, the server's part included: other work on the machine blurs
it less.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

from hexwizard.stores.postgres.store import ServerStore
from hexwizard.stores.protocol import Table
from tests.benchmarks import bare
from tests.benchmarks.server import fill, opened, people
from tests.benchmarks.store import act_of_ours
from tests.stores.samples import Entry
from tests.stores.servers import Server, lone_server

ROUNDS = 4
STARTED: list[Barrier] = []  # what a process that is forked off inherits
LOOKUPS = 4


@dataclass(frozen=True)
class Work:
    """What one process did."""

    lookups: int = 0
    acts: int = 0
    cpu: float = 0.0  # seconds of processor, at the server and in the wizards
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: Work) -> Work:
        return Work(
            self.lookups + other.lookups, self.acts + other.acts, self.cpu + other.cpu, self.faults + other.faults
        )

    @property
    def done(self) -> int:
        return self.lookups + self.acts


@dataclass(frozen=True)
class Task:
    """What a process is told."""

    server: Server
    folder: Path
    size: int
    seconds: float
    seed: int = 0


Step = Callable[[int], None]


def repeated(task: Task, look: Step, act: Step, backend: int) -> Work:
    """Look up and act in turn until the time is over. `backend` is the server's process for this wizard."""
    chance = random.Random(task.seed)
    lookups = acts = 0
    faults: list[str] = []
    STARTED[-1].wait()
    until, before = time.monotonic() + task.seconds, spent(backend)
    while time.monotonic() < until:
        try:
            for _ in range(LOOKUPS):
                look(chance.randrange(task.size))
                lookups += 1
            act(chance.randrange(task.size))
            acts += 1
        except Exception as error:  # noqa: BLE001 - everything that an agent would be told counts
            faults.append(repr(error))
    return Work(lookups, acts, spent(backend) - before, faults)


def spent(backend: int) -> float:
    """Seconds of processor, of this process and of the server's for it (Linux)."""
    return time.process_time() + int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9


def ours(task: Task) -> Work:
    store = opened(task.server, task.folder)

    def look(number: int) -> None:
        assert store.reader().holders(f"user{number}@example.com")

    try:
        with store._connections.lent() as lent:  # the one that it is given back to: there is no other
            backend = lent.info.backend_pid
        return repeated(task, look, partial(act_of_ours, store), backend)
    finally:
        store.close()


def theirs(task: Task) -> Work:
    connection = bare.connected(task.server.address("bench"))
    try:
        look, act = partial(bare.look_up, connection), partial(bare.act, connection)
        return repeated(task, look, act, connection.info.backend_pid)
    finally:
        connection.close()


def at_once(task: Task, work: Callable[[Task], Work], wizards: int) -> Work:
    """The sum of what all processes did, from when the last of them is connected."""
    context = multiprocessing.get_context("fork")
    STARTED.append(context.Barrier(wizards))
    with context.Pool(wizards) as pool:
        done = pool.map(work, [replace(task, seed=random.randrange(1 << 30)) for _ in range(wizards)], 1)
    return sum(done, Work())


def main(seconds: float, wizards: int, size: int) -> None:
    settings = {"fsync": "on", "shared_buffers": "1GB", "autovacuum": "on", "max_connections": "200"}
    with tempfile.TemporaryDirectory() as name, lone_server(**settings) as server:
        with server.connected() as owner:
            owner.execute("CREATE DATABASE bench")
        folder = Path(name)
        store = opened(server, folder)
        fill(store, people(size))
        before = len(list(store.reader().scan(Table.AUDIT, Entry)))
        store.close()
        with server.connected("bench") as owner:
            owner.execute("VACUUM ANALYZE")
        mine, plain = measured(Task(server, folder, size, seconds / ROUNDS), wizards)
        ratio, cost = mine.done / plain.done, plain.cpu / plain.done / (mine.cpu / mine.done)
        store = opened(server, folder)
        check(store, before, mine)
        print(
            f"{wizards} wizards, {seconds:.0f} s: {mine.lookups} look-ups and {mine.acts} acts, "
            f"{len(mine.faults)} faults, 0 lost; {ratio:.2f} × bare psycopg ({plain.lookups} and {plain.acts}, "
            f"{len(plain.faults)} faults), by processor time {cost:.2f} ×"
        )
        store.close()
    if mine.faults:
        raise SystemExit(mine.faults[0])


def measured(task: Task, wizards: int) -> tuple[Work, Work]:
    """What was done by ours and by bare psycopg, in rounds that take turns, each on its own rows of the trail."""
    mine, plain = Work(), Work()
    for _ in range(ROUNDS):
        mine += at_once(task, ours, wizards)
        with task.server.connected("bench") as owner:
            owner.execute("CREATE TABLE kept AS SELECT * FROM hexwizard.store")
            owner.execute("CREATE TABLE known AS SELECT key, record, mark FROM hexwizard.accounts")
        plain += at_once(task, theirs, wizards)
        with task.server.connected("bench") as owner:  # what bare psycopg wrote bears no marks: taken back
            owner.execute("DELETE FROM hexwizard.audit WHERE seq > (SELECT entries FROM kept)")
            owner.execute("DELETE FROM hexwizard.changes WHERE sequence > (SELECT sequence FROM kept)")
            owner.execute("DELETE FROM hexwizard.acts WHERE sequence > (SELECT sequence FROM kept)")
            owner.execute(
                "UPDATE hexwizard.accounts a SET record = known.record, mark = known.mark FROM known"
                " WHERE a.key = known.key AND a.mark <> known.mark"
            )
            owner.execute("DELETE FROM hexwizard.store")
            owner.execute("INSERT INTO hexwizard.store SELECT * FROM kept")
            owner.execute("DROP TABLE kept, known")
    return mine, plain


def check(store: ServerStore, before: int, mine: Work) -> None:
    """Raises `AssertionError` where an act that was acknowledged is not there, or more are."""
    reader = store.reader()
    assert len(list(reader.scan(Table.AUDIT, Entry))) == before + mine.acts
    assert sum(one.attempts.failures for one in reader.accounts()) == mine.acts
    assert store.verify().damage == ()


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [60, 64, 100_000][len(given) :]))
