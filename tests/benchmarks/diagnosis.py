"""One diagnosis beside one argon2 verification, interleaved in one run.

    python -m tests.benchmarks.diagnosis [ACCOUNTS]

Every figure is a ratio of the two times, by kind of slip, median and worst of its rounds. `at first` is the first
search after the account file was opened, `after another's change` the first after another process gave a client a
new address: as the wizard has them, whose watcher makes ready what a search needs (a tenth of a second for it, or two),
and for an agent who is quicker than the watcher.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from hexwizard.accounts.model import Account, Company, Membership
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.clients import Clients, Question
from hexwizard.desk.services import Services
from hexwizard.desk.settings import Settings
from hexwizard.stores.file import FileStore, open_file
from hexwizard.stores.protocol import Table
from tests.diagnosis.near_misses.people import Client, clients
from tests.diagnosis.near_misses.slips import KINDS, slip

ROUNDS = 15
FIRSTS = 5
NOW = datetime(2026, 3, 2, tzinfo=UTC)
_HASH = "$argon2id$v=19$m=65536,t=3,p=4$" + "c" * 22 + "$" + "h" * 43


def clock() -> datetime:
    return NOW


def filled(path: Path, people: list[Client]) -> FileStore:
    """An account file of these clients, opened as a wizard opens it."""
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        act.put(Table.COMPANIES, "c1", Company("c1", "Studio Alto"))
        for one in people:
            username, primary, *others = one.identifiers
            account = Account(
                username,
                primary_email=primary,
                secondary_emails=tuple(others),
                memberships=(Membership("c1"),),
                first_connection=NOW,
                password_hash=_HASH,
            )
            act.put(Table.ACCOUNTS, username, account)
    store.close()
    return open_file(path, clock=clock)


def desk_on(store: FileStore) -> Clients:
    return Clients(Services(store, Settings({}), clock=clock))


class Beside:
    """Takes one argon2 verification beside each measured step, so that a busy machine slows both."""

    def __init__(self) -> None:
        self._hasher = Argon2Hasher()
        self._encoded = self._hasher.hash("right")

    def ratio(self, step: Callable[[], object]) -> float:
        return _seconds(step) / _seconds(lambda: self._hasher.verify(self._encoded, "wrong"))


def _seconds(step: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def mistyped(kind: str, people: list[Client], taken: set[str], random: Random) -> str:
    while True:
        typed = slip(random, kind, random.choice(random.choice(people).identifiers))
        if typed is not None and typed not in taken:
            return typed


def show(name: str, ratios: list[float]) -> None:
    print(f"{name:52} {statistics.median(ratios):8.3f} {max(ratios):8.3f}", flush=True)


def main() -> None:
    """Print the table for the number of accounts given on the command line."""
    size, random, beside = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Random(1), Beside()
    people = clients(random, size)
    taken = {identifier for one in people for identifier in one.identifiers}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.json"
        store = filled(path, people)
        desk = desk_on(store)
        print(f"{size} accounts; one diagnosis / one argon2 verification {'':11} median    worst")
        exact = [random.choice(random.choice(people).identifiers) for _ in range(ROUNDS)]
        desk.examine(Question(exact[0]))
        show("exact identifier", [beside.ratio(partial(desk.examine, Question(one))) for one in exact])
        for kind in KINDS:
            typed = [mistyped(kind, people, taken, random) for _ in range(ROUNDS)]
            show(kind, [beside.ratio(partial(desk.examine, Question(one))) for one in typed])
        for ready in (True, False):
            when = "" if ready else ", quicker than the watcher"
            for kind in ("transposition", "missing-at", "other-account-mail"):
                typed = [mistyped(kind, people, taken, random) for _ in range(FIRSTS)]
                show(f"at first: {kind}{when}", [_at_first(path, beside, one, ready=ready) for one in typed])
            changed = people[:FIRSTS] if ready else people[FIRSTS : 2 * FIRSTS]
            others = [_after_a_change(path, desk, beside, one, taken, ready=ready) for one in changed]
            show(f"after another's change{when}", others)
        store.close()


def _at_first(path: Path, beside: Beside, typed: str, *, ready: bool) -> float:
    store = open_file(path, clock=clock)
    try:
        desk = desk_on(store)
        if ready:
            desk.get_ready()
        return beside.ratio(lambda: desk.examine(Question(typed)))
    finally:
        store.close()


def _after_a_change(
    path: Path, desk: Clients, beside: Beside, client: Client, taken: set[str], *, ready: bool
) -> float:
    other = open_file(path, clock=clock)
    with other.transaction() as act:
        account = act.account(client.username)
        assert account is not None
        act.put(Table.ACCOUNTS, account.username, replace(account, primary_email=f"new.{account.username}@gmail.com"))
    typed = mistyped("transposition", [client], taken, Random(2))
    if ready:
        desk.get_ready()
    try:
        return beside.ratio(lambda: desk.examine(Question(typed)))
    finally:
        other.close()


if __name__ == "__main__":
    main()
