"""`python -m tests.stores.harness.outages STOPS`: a server that crashes while wizards act (`pg_ctl stop -m immediate`).

Each wizard does numbered acts, and the same number again where it was told that nothing was done. What was acknowledged
must be in the trail once, in order, and `verify` must find nothing.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.postgres.failures import WasDone
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.postgres.store import ServerStore
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores.samples import Case, Entry
from tests.stores.servers import Server, lone_server

WIZARDS = 4
PAUSES = (0.0, 0.0, 0.5, 2.5)  # the longest is more than a wizard waits


@dataclass
class Wizard:
    """One wizard at work, on connections of its own."""

    name: str
    store: ServerStore
    done: int = 0  # acts that were acknowledged
    refused: int = 0
    faults: list[BaseException] = field(default_factory=list)

    def work(self, until: threading.Event) -> None:
        """Act upon act, as an agent would who reads what the screen says."""
        try:
            while not until.is_set():
                self.act()
        except BaseException as error:  # noqa: BLE001 - a thread's error must reach the test
            self.faults.append(error)

    def act(self) -> None:
        try:
            with self.store.transaction() as act:
                act.put(Table.CASES, self.name, Case(self.done))
                act.audit(Entry(self.name, f"{self.done}"))
        except WasDone:
            self.done += 1
        except StoreUnusable:
            self.refused += 1
        else:
            self.done += 1


def crashes(server: Server, folder: Path, count: int, pauses: tuple[float, ...] = PAUSES) -> list[Wizard]:
    """Let wizards act while the server crashes `count` times; they have seen all that was done when they return."""
    keyring = Keyring(folder / "postgresql.key", folder / "heads")
    place = place_of(server.address("postgres"), {})
    wizards = [
        Wizard(f"{number}", open_server(place, keyring, create=True, patience=2.0, doubt_patience=2.0))
        for number in range(WIZARDS)
    ]
    until = threading.Event()
    threads = [threading.Thread(target=wizard.work, args=(until,)) for wizard in wizards]
    for thread in threads:
        thread.start()
    for _ in range(count):
        before = sum(wizard.done for wizard in wizards)
        deadline = time.monotonic() + 20
        while sum(wizard.done for wizard in wizards) < before + 2 * WIZARDS and time.monotonic() < deadline:
            time.sleep(random.uniform(0.001, 0.02))
        server.stop("immediate")
        time.sleep(random.choice(pauses))
        server.start()
    until.set()
    for thread in threads:
        thread.join()
    for wizard in wizards:
        wizard.act()  # what was in doubt last is settled first
    return wizards


def check(wizards: list[Wizard]) -> None:
    """Raises `AssertionError` where an act is lost or there twice."""
    for wizard in wizards:
        assert not wizard.faults, wizard.faults
    store = wizards[0].store
    entries = list(store.reader().scan(Table.AUDIT, Entry))
    for wizard in wizards:
        acts = [entry.act for entry in entries if entry.by == wizard.name]
        assert acts == [f"{number}" for number in range(wizard.done)], f"wizard {wizard.name}: lost or twice"
        assert store.reader().get(Table.CASES, wizard.name, Case) == Case(wizard.done - 1)
    assert store.verify().damage == ()
    for wizard in wizards:
        wizard.store.close()


def main(stops: int) -> None:
    with tempfile.TemporaryDirectory() as name, lone_server() as server:
        wizards = crashes(server, Path(name), stops)
        done, refused = sum(one.done for one in wizards), sum(one.refused for one in wizards)
        check(wizards)
        print(f"{stops} crashes, {done} acts acknowledged, {refused} times told to try again: 0 lost, 0 done twice")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
