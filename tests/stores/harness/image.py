"""`python -m tests.stores.harness.image CUTS`: the power cut on a real ext4, in a loop-mounted image. Linux, as root.

A writer works on the mounted image. At a cut it is stopped and the image copied: what the file system has not yet sent
to its disk is not in the copy, as after a power cut. The copy is mounted, and must hold all that the writer was told is
safe: acts, a fold, and a restoration, whose last step is the renaming that only the folder's fsync makes durable. The
control is the same writer without that fsync.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hexwizard.stores.file import restore, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.samples import Case, Entry, clock

ROOT = Path(__file__).parents[3]
MEGABYTES = 24
ACTS = 6  # between two restorations
WRITER = """
import os, sys
from pathlib import Path
from hexwizard.stores.file import disk, open_file, restore
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import Case, Entry, clock
from tests.stores.harness.image import ACTS
if sys.argv[2] == "control":
    disk.sync_folder = lambda folder: None
path = Path(sys.argv[1])
def said(word):
    print(word, flush=True)
    sys.stdin.readline()
store = open_file(path, clock=clock, create=True)
number = 0
while True:
    for turn in range(ACTS):
        with store.transaction() as act:
            act.put(Table.CASES, "last", Case(number))
            act.audit(Entry("zoe", f"act {number}"))
        said(number)
        number += 1
        if turn == 3:
            with scenes.cutting():
                store.compact()
            said("folded")
    scenes.abandon(store)
    print("damaging", flush=True)
    with disk.opened(path, os.O_RDWR) as descriptor:
        os.ftruncate(descriptor, 99)
        os.fsync(descriptor)
    restore(path, clock=clock)
    said("restored")
    store = scenes.opened(path)
"""


def run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    run("mount", "-o", "loop", image, place)
    try:
        yield place
    finally:
        run("umount", place)


class Writer:
    """A wizard at work on the image, which waits to be told to go on after everything that it says is safe."""

    def __init__(self, path: Path, kind: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), kind],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.acknowledged = -1
        self.last = ""

    def goes_on(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write("\n")
        self._child.stdin.flush()

    def says(self) -> None:
        assert self._child.stdout is not None
        word = self._child.stdout.readline().strip()
        assert word, "the writer died"
        if word == "damaging":
            self.last = word
            self.says()
            return
        self.last = word
        if word.isdigit():
            self.acknowledged = int(word)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        os.kill(self._child.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._child.pid, signal.SIGCONT)

    def end(self) -> None:
        self._child.kill()
        self._child.communicate()


def is_whole(path: Path, acknowledged: int, *, may_be_damaged: bool) -> bool:
    """Whether the file on the mounted copy holds all that was acknowledged, and no act in part."""
    try:
        try:
            store = scenes.opened(path)
        except StoreUnusable:
            if not may_be_damaged:
                return False
            restore(path, clock=clock)  # the cut fell between the damage and the way back
            store = scenes.opened(path)
        entries = [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)]
        last = store.reader().get(Table.CASES, "last", Case)
        scenes.abandon(store)
        assert entries == [f"act {number}" for number in range(len(entries))]
        assert (last.number if last else -1) == len(entries) - 1
        assert verify_file(path).damage == ()
        return len(entries) > acknowledged
    except (StoreUnusable, AssertionError):
        return False


def cuts(folder: Path, count: int, kind: str = "") -> int:
    """How many of `count` power cuts lost something acknowledged."""
    image, copy = folder / f"disk{kind}", folder / f"cut{kind}"
    with image.open("wb") as file:
        file.truncate(MEGABYTES << 20)
    run("mkfs.ext4", "-q", "-F", image)
    failed = 0
    with mounted(image, folder / f"mounted{kind}") as place:
        writer = Writer(place / "desk" / scenes.ACCOUNT, kind)
        try:
            for turn in range(count):
                for _ in range(random.Random(turn).randrange(1, 7)):
                    writer.says()
                    writer.goes_on()
                writer.says()
                acknowledged = writer.acknowledged
                next_is_damage = writer.last == str(acknowledged) and acknowledged % ACTS == ACTS - 1
                under_way = turn % 2 == 1  # the cut falls into what it does next; else right after what it said is safe
                if under_way:
                    writer.goes_on()
                    time.sleep(random.Random(turn).uniform(0, 0.01))
                with writer.stopped():
                    shutil.copyfile(image, copy)
                with mounted(copy, folder / f"looked at{kind}") as seen:
                    path, damaged = seen / "desk" / scenes.ACCOUNT, under_way and next_is_damage
                    failed += not is_whole(path, acknowledged, may_be_damaged=damaged)
                if not under_way:
                    writer.goes_on()
        finally:
            writer.end()
    return failed


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        failed = cuts(Path(name), count)
        print(f"{count} power cuts on ext4: {failed} lost something acknowledged")
        without = cuts(Path(name), max(40, count // 5), "control")
        print(f"control, without the folder's fsync: {without} of {max(40, count // 5)}")
        if failed or not without:
            raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
