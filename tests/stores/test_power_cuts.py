"""The power is cut at any call: what was acknowledged is there, and no act is there in part."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.stores.file import disk
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.harness import image
from tests.stores.power import Recorder, laid_out
from tests.stores.samples import BEA, Case, Entry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="which folder a descriptor means is read from /proc")
ACTS = 3


def some_acts_with_folds(path: Path, said: Callable[[], None]) -> None:
    """Acts, a compaction, acts, a clean exit."""
    store = scenes.opened(path)
    for number in range(2 * ACTS):
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, given_name=f"Béa {number}"))
            act.put(Table.CASES, "last", Case(number))
            act.audit(Entry("zoe", f"act {number}"))
        said()
        if number == ACTS - 1:
            store.compact()
    store.close()


def acts_found(folder: Path) -> int:
    """How many of the acts the file holds. Raises where an act is there in part, or the file is refused."""
    path = folder / scenes.ACCOUNT
    store = scenes.opened(path)
    reader = store.reader()
    entries = [entry.act for entry in reader.scan(Table.AUDIT, Entry)][3:]
    last = reader.get(Table.CASES, "last", Case)
    person = reader.account("bea")
    assert entries == [f"act {number}" for number in range(len(entries))]
    assert (last.number if last else -1) == len(entries) - 1
    assert person is not None
    assert person.given_name == (f"Béa {len(entries) - 1}" if entries else "Béa 2")
    assert store.verify().damage == ()
    with store.transaction() as act:
        act.audit(Entry("next", "goes on"))
    scenes.abandon(store)
    return len(entries)


def lost(tmp_path: Path, seeds: int) -> tuple[int, int]:
    """(cuts tried, cuts after which something acknowledged was missing or the file refused)."""
    path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
    recorder = Recorder(path.parent)
    with recorder.recording(), scenes.cutting():
        some_acts_with_folds(path, recorder.say)
    tried = failed = 0
    for moment, (found, acknowledged) in enumerate(recorder.moments):
        for seed in range(seeds):
            chance = random.Random(moment * seeds + seed) if seed else None
            folder = laid_out(found.after_cut(chance), tmp_path / "cut")
            try:
                failed += acts_found(folder) < acknowledged
            except (StoreUnusable, AssertionError):
                failed += 1
            shutil.rmtree(folder)
            tried += 1
    return tried, failed


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    tried, failed = lost(tmp_path, 5)
    assert tried > 200
    assert failed == 0


@pytest.mark.parametrize("wait", ["fsync", "sync_folder"])
def test_without_waiting_for_the_disk_it_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait: str) -> None:
    """The controls: without the file's `fsync`, and without the folder's."""
    monkeypatch.setattr(disk, wait, lambda _: None)
    _, failed = lost(tmp_path, 5)
    assert failed > 5


def _can_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and Path("/dev/loop-control").exists()


@pytest.mark.skipif(not _can_mount(), reason="mounting an image needs root and loop devices")
def test_nothing_acknowledged_is_lost_on_a_real_file_system(tmp_path: Path) -> None:
    """A few cuts; the long version and its control are in the harness."""
    assert image.cuts(tmp_path, 4) == 0
