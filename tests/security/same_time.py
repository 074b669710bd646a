"""`python -m tests.security.same_time [RUNS] [in-process|command]`: does the time tell an unknown account from a wrong
password?

Real argon2 parameters, a real account file; the two are tried in turn, so that a busy machine slows both alike. Ends
with 1 where the medians differ by more than 5 % (PROMISES, security, row 6).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.clock import system_clock
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table
from tests.diagnosis.calls import ALTO, client

WRONG = "tout autre chose"
TOLERANCE = 0.05


def _found(path: Path) -> None:
    store = open_file(path, clock=system_clock, create=True)
    with store.transaction() as act:
        act.put(Table.COMPANIES, ALTO.id, ALTO)
        act.put(Table.ACCOUNTS, "alain_sirois", client(password=Argon2Hasher().hash("quatorze canards bleus")))
    store.close()


def _in_process(path: Path) -> Callable[[str], None]:
    desk = Desk(Services(open_file(path, clock=system_clock, create=False)))

    def attempt(identifier: str) -> None:
        if desk.phone.attempt(identifier, WRONG) is not PhoneAnswer.INVALID:
            raise AssertionError(identifier)

    return attempt


def _command(path: Path) -> Callable[[str], None]:
    def attempt(identifier: str) -> None:
        words = [sys.executable, "-m", "hexwizard", "login", identifier, "--password-stdin", "--accounts", str(path)]
        done = subprocess.run(words, input=WRONG, capture_output=True, text=True, check=False)
        if (done.returncode, done.stdout) != (1, "Invalid User/password\n"):
            raise AssertionError(done)

    return attempt


def measure(runs: int, way: Callable[[Path], Callable[[str], None]]) -> float:
    """How far the medians lie apart, as a part of the greater."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.json"
        _found(path)
        attempt = way(path)
        times: dict[str, list[float]] = {"alain_sirois": [], "nobody_knows": []}
        for _ in range(runs):
            for identifier, taken in times.items():
                began = perf_counter()
                attempt(identifier)
                taken.append(perf_counter() - began)
    wrong, unknown = (median(taken) for taken in times.values())
    apart = abs(wrong - unknown) / max(wrong, unknown)
    print(f"wrong password {wrong * 1000:.1f} ms, unknown account {unknown * 1000:.1f} ms, apart {apart:.1%}")
    return apart


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chosen = sys.argv[2] if len(sys.argv) > 2 else "in-process"
    sys.exit(measure(count, {"in-process": _in_process, "command": _command}[chosen]) > TOLERANCE)
