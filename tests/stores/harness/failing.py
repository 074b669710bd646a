"""`python -m tests.stores.harness.failing N`: each of the first N calls fails in turn, by `strace -e inject`.

ENOSPC, EIO, EDQUOT and EROFS at every `fsync`, `write`, `ftruncate`, `rename` and `openat` of the account's files,
and a SIGKILL at each of them. The control takes back nothing after a failure.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from hexwizard.stores.file import verify_file
from tests.stores import scenes

ROOT = Path(__file__).parents[3]
CALLS = ("fsync", "write", "ftruncate", "rename")
FAULTS = ("error=ENOSPC", "error=EIO", "error=EDQUOT", "error=EROFS", "signal=KILL")
ENDS = ("", ".journal", ".head", ".good", ".new", ".good.new", ".journal.new")
ACT = """
import sys
from pathlib import Path
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.stores.file import engine
from tests.stores import scenes
if sys.argv[2] == "control":
    engine.Engine._take_back = lambda *_: None
path = Path(sys.argv[1])
store = scenes.opened(path)
for turn in range(2):
    try:
        with store.transaction() as act:
            act.put(scenes.Table.CASES, "1", scenes.Case(1, "called"))
            act.audit(scenes.Entry("yan", "act"))
        print("done", flush=True)
        break
    except StoreUnusable as problem:
        print(problem.message.key, flush=True)
try:
    store.compact()
except StoreUnusable as problem:
    print(problem.message.key, flush=True)
"""


def injected(path: Path, call: str, fault: str, number: int, kind: str) -> tuple[int, list[str]]:
    """(exit status, what it said) of an act, a retry and a fold under one fault."""
    ours = [word for end in ENDS for word in ("-P", f"{path}{end}")]
    trace = ["strace", "-f", "-qq", "-o", "/dev/null", *ours, "-P", str(path.parent)]
    trace += ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    done = subprocess.run(
        [*trace, sys.executable, "-c", ACT, str(path), kind], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout.split()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready = scenes.prepared(folder / "ready" / scenes.ACCOUNT)
        before = scenes.tale(ready)
        faults = kills = problems = 0
        for call in CALLS:
            for fault in FAULTS:
                for number in range(1, count + 1):
                    path = scenes.copied(ready, folder / f"{call} {fault} {number}")
                    status, said = injected(path, call, fault, number, "")
                    after = scenes.tale(path)
                    assert after == before or after.startswith(before.split(" |")[0] + " > act | "), after
                    assert ("done" not in said) or after != before, "acknowledged and lost"
                    assert after.count("> act") <= 1, "done twice"
                    if fault != "signal=KILL":
                        assert status == 0
                        assert "done" in said, "the retry failed"
                    assert scenes.strays(path) == []
                    assert verify_file(path).damage == ()
                    faults, kills = faults + 1, kills + (status != 0)
                    problems += sum(word.startswith("problem.") for word in said)
        print(f"{faults} faults, {problems} problems told, {kills} kills: 0 mixed, 0 lost, every retry done, 0 strays")
        if not problems or not kills:
            raise SystemExit("nothing was injected")
        path = scenes.copied(ready, folder / "control")
        injected(path, "fsync", "error=EIO", 1, "control")
        twice = scenes.tale(path).count("> act")
        print(f"control, nothing taken back: the act that failed and its retry are there {twice} times")
        if twice != 2:
            raise SystemExit("control failed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
