"""Home with many closed cases beside home with none, interleaved: `python -m tests.benchmarks.home [CLOSED]`.

One desk has five open cases and no other, one has CLOSED closed ones beside them; both have 100,000 accounts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Case, CaseState, Outcome
from hexwizard.desk.desk import Desk
from hexwizard.desk.desktop import look
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table
from tests.benchmarks.store import NOW, account, clock, timed

ACCOUNTS = 100_000
OPEN = 5
ROUNDS = 15
NADIA = Actor("nadia", Role.AGENT)


def desk(path: Path, closed: int) -> Desk:
    """A desk whose cases are folded into the account file, as after a night."""
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        for number in range(ACCOUNTS):
            act.put(Table.ACCOUNTS, f"user{number}", account(number))
        for number in range(closed + OPEN):
            at = NOW + timedelta(minutes=number)
            case = Case(f"2026-{number:04}", at, NADIA.name, username=f"user{number}", identifier=f"user{number}")
            if number < closed:
                case = Case(
                    case.id, at, NADIA.name, CaseState.CLOSED, at, username=case.username, outcome=Outcome.SOLVED
                )
            act.put(Table.CASES, case.id, case)
    store.close()
    return Desk(Services(open_file(path, clock=clock)))


def scanned(at: Desk) -> object:
    """Home as it was read before: every case decoded and sorted, every account looked at."""
    at.temporary_passwords.pending()
    return at.cases.all(), sum(1 for person in at.services.store.reader().accounts() if person.temporary)


def main(closed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, many = desk(Path(folder) / "few.json", 0), desk(Path(folder) / "many.json", closed)
        times: dict[str, list[float]] = {"few": [], "many": [], "scanned": []}
        for _ in range(ROUNDS):
            times["few"].append(timed(lambda: look(few, NADIA)))
            times["many"].append(timed(lambda: look(many, NADIA)))
        for _ in range(3):
            times["scanned"].append(timed(lambda: scanned(many)))
        few_ms, many_ms, scan_ms = (statistics.median(one) * 1e3 for one in times.values())
        print(
            f"home with {closed} closed cases {many_ms:.1f} ms = {many_ms / few_ms:.2f} × home without ({few_ms:.1f}); "
            f"reading them all {scan_ms:.0f} ms = {scan_ms / many_ms:.0f} × that"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
