"""`python -m tests.stores.harness.kills COUNT`: wizards killed at random moments (SIGKILL), folding in between.

What was acknowledged must be there, whole, in order, and `verify` must find nothing. The control is plain TinyDB under
the same kills: it loses acknowledged writes or leaves a file that cannot be read.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hexwizard.stores.file import open_file, verify_file
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import Case, Entry, clock

ROOT = Path(__file__).parents[3]
OURS = """
import sys
from pathlib import Path
from hexwizard.stores.file import compaction, open_file
from hexwizard.stores.protocol import Table
from tests.stores.samples import Case, Entry, account, clock
store = open_file(Path(sys.argv[1]), clock=clock)
number = sum(1 for _ in store.reader().scan(Table.AUDIT, Entry))
while True:
    with store.transaction() as act:
        act.put(Table.CASES, "last", Case(number))
        act.put(Table.ACCOUNTS, f"user{number % 50}", account(number % 50))
        act.audit(Entry("kill", str(number)))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
    number += 1
    if number % 20 == 0:
        compaction.KEPT = number % 40 and 1 << 16  # every other fold cuts the journal
        store.compact()
"""
PLAIN = """
import sys
from tinydb import TinyDB
plain = TinyDB(sys.argv[1])
number = len(plain)
while True:
    plain.truncate()  # a shorter file over a longer one: what is left of the longer is cut only after the fsync
    plain.insert({"number": number, "note": "x" * 200_000})
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
    number += 1
"""


def killed(code: str, path: Path, after: float) -> int:
    """Run `code` and kill it; returns the last number that it acknowledged, -1 for none."""
    command = [sys.executable, "-c", code, str(path)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after)
    os.kill(child.pid, signal.SIGKILL)
    rest, complained = child.communicate()
    assert not complained, complained.decode()
    said = (first + rest).decode().split("\n")[:-1]
    return int(said[-1]) if said else -1


def ours(path: Path, count: int) -> None:
    acknowledged = -1
    for _ in range(count):
        acknowledged = max(acknowledged, killed(OURS, path, random.uniform(0, 0.03)))
        store = scenes.opened(path)
        entries = [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)]
        last = store.reader().get(Table.CASES, "last", Case)
        assert last is not None
        assert entries == [str(number) for number in range(last.number + 1)], "mixed or lost"
        assert last.number >= acknowledged, f"{acknowledged - last.number} acknowledged acts lost"
        assert scenes.strays(path) == []
        scenes.abandon(store)
        assert verify_file(path).damage == ()
    print(f"{count} kills, {acknowledged + 1} acts acknowledged: 0 lost, 0 mixed, 0 damaged")


def control(path: Path, count: int) -> None:
    unreadable = 0
    for _ in range(count):
        path.unlink(missing_ok=True)
        killed(PLAIN, path, random.uniform(0, 0.2))
        try:
            json.loads(path.read_bytes() or b"{")
        except ValueError:
            unreadable += 1
    print(f"control, plain TinyDB: {unreadable} of {count} files unreadable after a kill")
    if not unreadable:
        raise SystemExit("control failed: kill it more often")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / scenes.ACCOUNT
        scenes.abandon(open_file(path, clock=clock, create=True))
        ours(path, count)
        control(Path(folder) / "plain.json", max(60, count // 10))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
