"""`python -m tests.stores.harness.failing`: every call on the account's files fails in turn (`strace -e inject`).

ENOSPC, EIO, EDQUOT and EROFS at the first, second, … last `openat`, `write`, `fsync`, `ftruncate`, `rename`, `unlink`
and `fchmod` of a whole run, at every Nth of them, and at all from the Nth on; a SIGKILL at each. Two runs: a wizard
that opens the file, acts, tries again where it was told that nothing was done, folds and closes; and `hexwizard
import`, which says what went wrong in one line. The control takes back nothing after a failure.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hexwizard.stores.file import layout, verify_file
from hexwizard.stores.protocol import Table
from tests.stores import scenes

ROOT = Path(__file__).parents[3]
CALLS = ("openat", "write", "fsync", "ftruncate", "rename", "unlink", "fchmod")
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS")
STEPS = (2, 3, 5, 7)
ENDS = (
    "",
    ".journal",
    ".head",
    ".key",
    ".good",
    ".lock",
    ".compacting",
    ".new",
    ".good.new",
    ".journal.new",
    ".head.new",
)
TRIES = 12
WIZARD = """
import sys
from pathlib import Path
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.stores.file import engine
from tests.stores import scenes
if sys.argv[2] == "control":
    engine.Engine._take_back = lambda *_: None
def tried(work):
    for _ in range(int(sys.argv[3])):
        try:
            return work()
        except StoreUnusable as problem:
            print(problem.message.key, flush=True)
    print("gave-up", flush=True)
    sys.exit(0)
def act():
    with store.transaction() as act:
        act.put(scenes.Table.CASES, "1", scenes.Case(1, "called"))
        act.audit(scenes.Entry("yan", "act"))
    print("done", flush=True)
store = tried(lambda: scenes.opened(Path(sys.argv[1])))
tried(act)
with scenes.cutting():
    tried(store.compact)
    store.close()
print("closed", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Acted:
    """What every audit entry has, a test's or a desk's."""

    act: str


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run under a fault ended: was the fault reached, the exit status, and what was said on either stream."""

    reached: bool
    status: int
    said: list[str]
    complained: list[str]


def under(fault: str, call: str, when: str, path: Path, command: list[str]) -> Ran:
    """Run `command` with `fault` at those of the `call`s on the file's files that `when` says."""
    ours = [word for end in layout.ENDS for word in ("-P", f"{path}{end}")]
    trace = path.with_name("trace")
    quick = [] if fault.startswith("signal") else ["--seccomp-bpf"]  # by which no signal is delivered
    strace = ["strace", "-f", *quick, "-qq", "-o", str(trace), *ours, "-P", str(path.parent)]
    strace += ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}"]
    done = subprocess.run([*strace, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    reached = "INJECTED" in trace.read_text() or "+++ killed by SIGKILL" in trace.read_text()
    trace.unlink()
    return Ran(reached, done.returncode, done.stdout.split(), done.stderr.splitlines())


def wizard(path: Path, kind: str = "") -> list[str]:
    return [sys.executable, "-c", WIZARD, str(path), kind, str(TRIES)]


def imports(path: Path) -> list[str]:
    csv = path.with_name("import.csv")
    csv.write_text("username,phone\nnouveau,418-555-0124\n")
    return [sys.executable, "-m", "hexwizard", "--accounts", str(path), "--lang", "en", "import", str(csv)]


def check_wizard(path: Path, ran: Ran, fault: str, before: str) -> None:
    after = scenes.tale(path)
    assert after == before or after.startswith(f"{before.partition(' |')[0]} > act | "), after
    assert after.count("> act") <= 1, "done twice"
    assert "done" not in ran.said or after != before, "acknowledged and lost"
    assert ran.complained == []
    if fault.startswith("error"):
        assert ran.status == 0
        assert ran.said[-1] in ("closed", "gave-up")


def told(path: Path) -> str:
    """Every audit entry and every client, whoever wrote them."""
    store = scenes.opened(path)
    reader = store.reader()
    acts = " > ".join(entry.act for entry in reader.scan(Table.AUDIT, Acted))
    people = ", ".join(sorted(person.username for person in reader.accounts()))
    scenes.abandon(store)
    return f"{acts} | {people}"


def check_import(path: Path, ran: Ran, fault: str) -> None:
    after = told(path)
    assert ("nouveau" in after) == ("import > edit 1 > edit 2 > import" in after), "an import without its entry"
    if fault.startswith("error"):
        assert (ran.status, len(ran.complained)) in ((0, 0), (3, 1)), ran
    if ran.status == 0:
        assert "nouveau" in after, "said to be done and lost"
    if ran.status == 3:
        assert "nouveau" not in after, "said to have failed and done"
    if ran.status:
        again = subprocess.run(imports(path), cwd=ROOT, capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stderr
        assert "nouveau" in told(path), "a later retry did not work"


def settled(path: Path) -> None:
    """What must hold after any fault, once the file was opened again."""
    path.with_name("import.csv").unlink(missing_ok=True)
    assert scenes.strays(path) == []
    assert verify_file(path).damage == ()


@dataclass
class Trial:
    """One run, `ready` being the file that it begins with, under every fault; and the tally of what came of it."""

    run: str
    ready: Path
    folder: Path
    runs: int = 0
    faults: int = 0
    kills: int = 0
    told: int = 0

    def __post_init__(self) -> None:
        self.before = scenes.tale(self.ready)

    def at(self, call: str) -> int:
        """Try every fault at every `call` of the run; returns how many such calls it makes."""
        last = 0
        for fault in (*(f"error={error}" for error in ERRORS), "signal=KILL"):
            number = 1
            while self.reached(fault, call, f"{number}"):
                last, number = max(last, number), number + 1
            if fault.startswith("error"):
                for when in (*(f"{step}+{step}" for step in STEPS), *(f"{first}+" for first in range(1, last + 1, 3))):
                    self.reached(fault, call, when)
        return last

    def reached(self, fault: str, call: str, when: str) -> bool:
        """Run once, and hold what it left against what may be; whether there was such a call."""
        self.runs += 1
        path = scenes.copied(self.ready, self.folder / f"{self.run} {self.runs}")
        if self.run == "wizard":
            ran = under(fault, call, when, path, wizard(path))
            check_wizard(path, ran, fault, self.before)
        else:
            ran = under(fault, call, when, path, imports(path))
            check_import(path, ran, fault)
        settled(path)
        shutil.rmtree(path.parent)
        self.faults += ran.reached
        self.kills += ran.reached and fault.startswith("signal")
        self.told += len(ran.complained) + sum(word.startswith("problem.") for word in ran.said)
        return ran.reached


def control(ready: Path, folder: Path) -> int:
    path = scenes.copied(ready, folder / "control")
    under("error=EIO", "fsync", "1", path, wizard(path, "control"))
    return scenes.tale(path).count("> act")


def main(*calls: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready = scenes.prepared(folder / "ready" / scenes.ACCOUNT)
        for run in ("wizard", "import"):
            trial = Trial(run, ready, folder)
            made = {call: trial.at(call) for call in calls}
            print(f"{run}: made to fail at each of these calls: {made}")
            print(
                f"{run}: {trial.faults} faults, {trial.told} problems told, {trial.kills} kills: 0 mixed, 0 lost, 0"
                " done twice, one line each, every retry done, 0 strays",
                flush=True,
            )
            if not trial.told or not trial.kills:
                raise SystemExit("nothing was injected")
        twice = control(ready, folder)
        print(f"control, nothing taken back: the act that failed and its retry are there {twice} times")
        if twice != 2:
            raise SystemExit("control failed")


if __name__ == "__main__":
    main(*(sys.argv[1:] or CALLS))
