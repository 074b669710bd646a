"""`python -m tests.stores.harness.several PROCESSES ACTS`: many wizards on one file, plain TinyDB as control."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from hexwizard.stores.file import LOCK_TIMEOUT, open_file
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import Case, Entry, clock
from tests.stores.test_processes import HOLDER, WIZARD, _patient, wizard

TIMED = """
import sys, time
from hexwizard.stores.file import locks
real = locks.Locks._locked
def timed(self, path, deadline):
    began = time.monotonic()
    try:
        return real(self, path, deadline)
    finally:
        with open(f"{sys.argv[1]}.waits", "a") as waits:
            waits.write(f"{time.monotonic() - began}\\n")
locks.Locks._locked = timed
"""
PLAIN = """
import sys
from tinydb import TinyDB
plain = TinyDB(sys.argv[1])
for turn in range(int(sys.argv[3])):
    plain.insert({"by": sys.argv[2], "turn": turn})
    print(turn)
"""


def ran(code: str, path: Path, processes: int, acts: int) -> tuple[int, int, float]:
    """(acts acknowledged, processes that complained, seconds)."""
    began = time.monotonic()
    children: list[subprocess.Popen[str]] = [wizard(code, path, name, acts) for name in range(processes)]
    answers = [child.communicate() for child in children]
    acknowledged = sum(len(said.split()) for said, _ in answers)
    return acknowledged, sum(bool(complained) for _, complained in answers), time.monotonic() - began


def followed(path: Path) -> float:
    """Kill a wizard within its transaction, and return how many seconds it takes until another has acted."""
    store = scenes.opened(path)
    holder = wizard(HOLDER, path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    threading.Timer(0.2, holder.kill).start()
    began = time.monotonic()
    with store.transaction() as act:
        act.audit(Entry("next", "goes on"))
    seconds = time.monotonic() - began - 0.2
    holder.communicate()
    assert seconds <= 1
    return seconds


def main(processes: int, acts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / scenes.ACCOUNT
        scenes.abandon(open_file(path, clock=clock, create=True))
        acknowledged, complained, seconds = ran(_patient(TIMED + WIZARD), path, processes, acts)
        store = scenes.opened(path)
        count = store.reader().get(Table.CASES, "count", Case)
        assert count == Case(processes * acts), count
        assert store.verify().damage == ()
        assert (acknowledged, complained) == (processes * acts, 0)
        longest = max(map(float, path.with_name(f"{path.name}.waits").read_text().split()))
        assert longest <= LOCK_TIMEOUT
        print(
            f"{processes} processes × {acts} acts in {seconds:.1f} s: 0 lost, 0 complaints; the lock was waited for"
            f" {longest:.2f} s at most"
        )
        print(f"the holder killed: the next one goes on within {followed(path):.2f} s")

        plain = Path(folder) / "plain.json"
        acknowledged, complained, _ = ran(PLAIN, plain, processes, min(acts, 100))
        try:
            kept = len(json.loads(plain.read_bytes())["_default"])
        except (ValueError, KeyError):
            kept = 0
        print(f"control, plain TinyDB: {acknowledged} acknowledged, {kept} kept, {complained} processes complained")
        if kept == processes * min(acts, 100):
            raise SystemExit("control failed: nothing was lost")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3] or ("8", "500")))
