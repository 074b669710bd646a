"""`python -m tests.stores.harness.several PROCESSES ACTS`: many wizards on one file, plain TinyDB as control."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import Case, clock
from tests.stores.test_processes import WIZARD, _patient, wizard

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


def main(processes: int, acts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / scenes.ACCOUNT
        scenes.abandon(open_file(path, clock=clock, create=True))
        acknowledged, complained, seconds = ran(_patient(WIZARD), path, processes, acts)
        store = scenes.opened(path)
        count = store.reader().get(Table.CASES, "count", Case)
        assert count == Case(processes * acts), count
        assert store.verify().damage == ()
        assert (acknowledged, complained) == (processes * acts, 0)
        print(f"{processes} processes × {acts} acts in {seconds:.1f} s: 0 lost, 0 complaints")

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
