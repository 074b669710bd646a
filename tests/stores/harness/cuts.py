"""`python -m tests.stores.harness.cuts COUNT`: every write cut at COUNT places, at every scene, by a preloaded library.

Needs gcc and Linux. The control is plain TinyDB under the same library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from hexwizard.stores.file import restore
from hexwizard.stores.protocol import StoreUnusable
from tests.stores import scenes
from tests.stores.samples import clock

ROOT = Path(__file__).parents[3]
SCENES = ("edit", "import_many", "fold", "close", "bring_back")
RUN = """
import sys
from pathlib import Path
from tests.stores import scenes
getattr(scenes, sys.argv[1])(Path(sys.argv[2]), lambda: None)
"""
PLAIN = """
import sys
from tinydb import TinyDB
TinyDB(sys.argv[2]).insert({"note": "y" * 900})
"""


def cut(code: str, scene: str, path: Path, library: Path, after: int) -> bool:
    """Whether the process was cut short."""
    environment = {**os.environ, "LD_PRELOAD": str(library), "CUT_AFTER": str(after)}
    command = [sys.executable, "-c", code, scene, str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 9), done.stderr
    return done.returncode == 9


def tale_after(path: Path, scene: str) -> str:
    """What the file says; a restoration that was cut short is done again first."""
    try:
        return scenes.tale(path)
    except StoreUnusable:
        if scene != "bring_back":
            raise
        restore(path, clock=clock)
        return scenes.tale(path)


def written(code: str, scene: str, ready: Path, folder: Path, library: Path) -> int:
    """How many bytes the scene writes: the least that does not cut it."""
    low, high = 0, 1 << 20
    while low < high:
        middle = (low + high) // 2
        path = scenes.copied(ready, folder / f"{scene} length {middle}")
        low, high = (middle + 1, high) if cut(code, scene, path, library, middle) else (low, middle)
    return low


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = folder / "cut.so"
        source = Path(__file__).with_name("cut.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
        ready = scenes.prepared(folder / "ready" / scenes.ACCOUNT)
        before = scenes.tale(ready)
        for scene in SCENES:
            done = scenes.copied(ready, folder / f"{scene} done")
            getattr(scenes, scene)(done, lambda: None)
            after = scenes.tale(done)
            length = written(RUN, scene, ready, folder, library)
            seen = {before: 0, after: 0}
            for turn in range(count):
                path = scenes.copied(ready, folder / f"{scene} {turn}")
                assert cut(RUN, scene, path, library, turn * length // count)
                seen[tale_after(path, scene)] += 1  # a mixed state is a KeyError
            print(f"{scene}: {length} bytes cut at {count} places: 0 mixed ({list(seen.values())} before and after)")
        control(folder, library)


def control(folder: Path, library: Path) -> None:
    unreadable = 0
    for after in range(0, 1000, 50):
        path = folder / "plain accounts.json"
        path.write_text(json.dumps({"_default": {"1": {"note": "x" * 900}}}))
        cut(PLAIN, "", path, library, after)
        try:
            json.loads(path.read_bytes())
        except ValueError:
            unreadable += 1
    print(f"control, plain TinyDB: {unreadable} of 20 unreadable")
    if not unreadable:
        raise SystemExit("control failed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
