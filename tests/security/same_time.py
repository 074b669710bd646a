"""`python -m tests.security.same_time [RUNS] [in-process|command|reset-code|operator]`: does the time tell an unknown
account from a wrong password, or from a wrong code of a reset e-mail; an unknown operator from a wrong password?

Real argon2 parameters, a real account file; the two are tried in turn, so that a busy machine slows both alike. Ends
with 1 where the medians differ by more than 5 % (PROMISES, security, row 6).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from hexwizard.accounts.model import ResetCode
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.clock import system_clock
from hexwizard.desk.desk import Desk
from hexwizard.desk.operator_sign_in import OperatorRefused
from hexwizard.desk.services import Services
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table
from tests.diagnosis.calls import ALTO, client

KNOWN, UNKNOWN = "alain_sirois", "nobody_knows"
RIGHT = "quatorze canards bleus"
WRONG = "tout autre chose"
CHOSEN = "neuf castors sous la lune"
TOLERANCE = 0.05


def _found(path: Path) -> None:
    store = open_file(path, clock=system_clock, create=True)
    with store.transaction() as act:
        act.put(Table.COMPANIES, ALTO.id, ALTO)
        act.put(Table.ACCOUNTS, KNOWN, replace(client(password=Argon2Hasher().hash(RIGHT)), reset_codes=(_code(),)))
    Desk(Services(store)).operators.add(Actor("system", Role.SYSTEM), KNOWN, Role.AGENT, RIGHT)
    store.close()


def _code() -> ResetCode:
    """One that lives for as long as the runs take."""
    now = system_clock()
    address = client().primary_email or ""
    return ResetCode(Argon2Hasher().hash("0123456789abcdef"), now, now + timedelta(days=1), "nadia", address)


def _in_process(path: Path) -> Callable[[str], None]:
    desk = Desk(Services(open_file(path, clock=system_clock, create=False)))

    def attempt(identifier: str) -> None:
        if desk.phone.attempt(identifier, WRONG) is not PhoneAnswer.INVALID:
            raise AssertionError(identifier)

    return attempt


def _reset_code(path: Path) -> Callable[[str], None]:
    desk = Desk(Services(open_file(path, clock=system_clock, create=False)))

    def attempt(identifier: str) -> None:
        if desk.password_reset.choose(identifier, "fedcba9876543210", CHOSEN) is not PhoneAnswer.CODE_REFUSED:
            raise AssertionError(identifier)

    return attempt


def _operator(path: Path) -> Callable[[str], None]:
    desk = Desk(Services(open_file(path, clock=system_clock, create=False)))

    def attempt(name: str) -> None:
        try:
            desk.operators.sign_in(name, WRONG)
        except OperatorRefused:
            return
        raise AssertionError(name)

    return attempt


def _command(path: Path) -> Callable[[str], None]:
    def attempt(identifier: str) -> None:
        words = [sys.executable, "-m", "hexwizard", "login", identifier, "--password-stdin", "--accounts", str(path)]
        done = subprocess.run(words, input=WRONG, capture_output=True, text=True, check=False)
        if (done.returncode, done.stdout) != (1, "Invalid User/password\n"):
            raise AssertionError(done)

    return attempt


def _busy() -> float:
    """Seconds of work of this process and of its children that have ended: what a busy machine does not stretch."""
    every = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in every)


def measure(runs: int, way: Callable[[Path], Callable[[str], None]]) -> float:
    """How far the medians of the time lie apart, as a part of the greater. Prints it, and the same of the work."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.json"
        _found(path)
        attempt = way(path)
        taken: dict[str, list[tuple[float, float]]] = {KNOWN: [], UNKNOWN: []}
        for _ in range(runs):
            for identifier, kept in taken.items():
                began = perf_counter(), _busy()
                attempt(identifier)
                kept.append((perf_counter() - began[0], _busy() - began[1]))
    apart = []
    for place, what in enumerate(("time", "work")):
        known, unknown = (median(one[place] for one in kept) for kept in taken.values())
        apart.append(abs(known - unknown) / max(known, unknown))
        print(f"{what}: known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms, apart {apart[-1]:.1%}")
    return apart[0]


WAYS = {"in-process": _in_process, "command": _command, "reset-code": _reset_code, "operator": _operator}

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chosen = sys.argv[2] if len(sys.argv) > 2 else "in-process"
    sys.exit(measure(count, WAYS[chosen]) > TOLERANCE)
