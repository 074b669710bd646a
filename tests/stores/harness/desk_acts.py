"""`python -m tests.stores.harness.desk_acts`: the desk's acts, killed at every system call that touches their files.

Issuing a temporary password, using it, correcting an e-mail, importing and restoring, each whole or not at all. The
control is the same correction in two transactions, the change and then its entry.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from hexwizard.stores.file import layout
from tests.stores import desk_scenes, scenes

ROOT = Path(__file__).parents[3]
CALLS = ("openat", "lseek", "write", "fsync", "ftruncate", "rename", "unlink", "fchmod", "flock", "close")
ACT = """
import sys
from pathlib import Path
from tests.stores import desk_scenes
desk_scenes.ACTS[sys.argv[1]](Path(sys.argv[2]))
print("done", flush=True)
"""
CONTROL = """
import sys
from pathlib import Path
from contextlib import contextmanager
from hexwizard.stores.file import FileStore
from tests.stores import desk_scenes
whole = FileStore.transaction
class Later:
    def __init__(self, act): self.act, self.entries = act, []
    def __getattr__(self, name): return getattr(self.act, name)
    def audit(self, entry): self.entries.append(entry)
@contextmanager
def in_two(store):
    with whole(store) as act:
        later = Later(act)
        yield later
    with whole(store) as act:
        for entry in later.entries:
            act.audit(entry)
FileStore.transaction = in_two
desk_scenes.ACTS[sys.argv[1]](Path(sys.argv[2]))
print("done", flush=True)
"""


def killed(code: str, act: str, path: Path, call: str, number: int) -> tuple[bool, list[str]]:
    """(killed, what it said): the act with a SIGKILL at the `number`th `call` on one of the file's files."""
    ours = [word for end in layout.ENDS for word in ("-P", f"{path}{end}")]
    trace = ["strace", "-f", "-qq", "-o", "/dev/null", *ours, "-P", str(path.parent)]
    trace += ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
    command = [*trace, sys.executable, "-c", code, act, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode != 0, done.stdout.split()


def at_every_call(
    code: str, act: str, ready: Path, folder: Path, allowed: tuple[str, str]
) -> tuple[int, int, set[str]]:
    """(kills, states that are neither before nor after, the states seen)."""
    kills = mixed = 0
    seen = set()
    for call in CALLS:
        for number in range(1, 200):
            path = scenes.copied(ready, folder / f"{act} {call} {number} {len(code)}")
            died, said = killed(code, act, path, call, number)
            told = desk_scenes.tale(path)
            mixed += told not in allowed or ("done" in said and told != allowed[1])
            seen.add(told)
            if not died:
                break
            kills += 1
    return kills, mixed, seen


def main(*acts: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready = desk_scenes.prepared(folder / "ready")
        before = desk_scenes.tale(ready)
        failed = False
        for act in acts:
            done = scenes.copied(ready, folder / f"{act} done")
            desk_scenes.ACTS[act](done)
            allowed = before, desk_scenes.tale(done)
            kills, mixed, seen = at_every_call(ACT, act, ready, folder, allowed)
            print(f"{act}: killed at {kills} system calls, {mixed} mixed states", flush=True)
            failed = failed or bool(mixed) or seen != set(allowed)
        done = scenes.copied(ready, folder / "control done")
        desk_scenes.edit(done)
        _, mixed, _ = at_every_call(CONTROL, "edit", ready, folder, (before, desk_scenes.tale(done)))
        print(f"control, the change and its entry in two transactions: {mixed} mixed states")
        if failed or not mixed:
            raise SystemExit(1)


if __name__ == "__main__":
    main(*(sys.argv[1:] or desk_scenes.ACTS))
