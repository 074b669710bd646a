"""Several wizards on one file: nothing lost, nobody waits long, a holder that dies is no obstacle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.stores.file import open_file, search
from hexwizard.stores.protocol import StoreBusy, Table
from tests.stores import scenes
from tests.stores.samples import BEA, Case, Entry, clock

ROOT = Path(__file__).parents[2]
PROCESSES = 4
ACTS = 25
WIZARD = """
import sys
from pathlib import Path
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table
from tests.stores.samples import Case, Entry, clock
store = open_file(Path(sys.argv[1]), clock=clock)
for turn in range(int(sys.argv[3])):
    with store.transaction() as act:
        found = act.get(Table.CASES, "count", Case)
        act.put(Table.CASES, "count", Case((found.number if found else 0) + 1))
        act.put(Table.CASES, f"{sys.argv[2]}-{turn}", Case(turn))
        act.audit(Entry(sys.argv[2], str(turn)))
    print(turn, flush=True)
    if turn % 10 == 3:
        store.compact()
store.close()
"""
HOLDER = """
import sys, time
from pathlib import Path
from hexwizard.stores.file import open_file
from tests.stores.samples import Entry, clock
store = open_file(Path(sys.argv[1]), clock=clock)
with store.transaction() as act:
    act.audit(Entry("holder", "never"))
    print("held", flush=True)
    sys.stdin.read()
"""


def wizard(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)


def test_every_act_of_every_process_is_there(path: Path) -> None:
    wizards = [wizard(WIZARD.replace("store.compact()", "pass"), path, name, ACTS) for name in range(PROCESSES - 1)]
    wizards.append(wizard(_patient(WIZARD), path, PROCESSES - 1, ACTS))
    for one in wizards:
        said, complained = one.communicate(timeout=60)
        assert one.returncode == 0, complained
        assert complained == ""
        assert said.split() == [str(turn) for turn in range(ACTS)]
    store = open_file(path, clock=clock)
    reader = store.reader()
    assert reader.get(Table.CASES, "count", Case) == Case(PROCESSES * ACTS)
    assert len(list(reader.scan(Table.CASES, Case))) == PROCESSES * ACTS + 1
    trail = [(entry.by, entry.act) for entry in reader.scan(Table.AUDIT, Entry)][3:]
    for name in range(PROCESSES):
        assert [act for by, act in trail if by == str(name)] == [str(turn) for turn in range(ACTS)]
    assert store.verify().damage == ()
    store.close()
    assert json.loads(path.read_bytes())["cases"]["1"]["number"] == PROCESSES * ACTS
    assert scenes.strays(path) == []


def _patient(code: str) -> str:
    """The same wizard, which lets another's compaction be."""
    return code.replace(
        "        store.compact()",
        "        import contextlib\n        with contextlib.suppress(Exception): store.compact()",
    )


def test_who_waits_too_long_is_told(path: Path) -> None:
    holder = wizard(HOLDER, path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreBusy) as caught:
        open_file(path, clock=clock, lock_timeout=0.05)
    assert caught.value.message.key == "problem.store.busy"
    holder.kill()
    holder.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_holder_that_is_killed_is_followed_at_once_and_did_nothing(path: Path) -> None:
    before = scenes.tale(path)
    holder = wizard(HOLDER, path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    began = time.monotonic()
    store = open_file(path, clock=clock)
    with store.transaction() as act:
        act.audit(Entry("next", "goes on"))
    assert time.monotonic() - began < 1
    scenes.abandon(store)
    assert scenes.tale(path).startswith(before.split(" |")[0] + " > goes on")


def test_a_fold_by_one_is_no_new_start_for_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = scenes.opened(path), scenes.opened(path)
    seen = other.reader()
    monkeypatch.setattr("hexwizard.stores.file.loading.load", None)  # reading everything anew would fail
    with one.transaction() as act:
        act.put(Table.CASES, "1", Case(1))
    assert one.compact()
    with one.transaction() as act:
        act.put(Table.CASES, "2", Case(2))
    assert [case.number for case in other.reader().scan(Table.CASES, Case)] == [1, 2]
    assert list(seen.scan(Table.CASES, Case)) == []
    with other.transaction() as act:
        act.put(Table.CASES, "3", Case(3))
    assert other.compact()
    assert [case.number for case in one.reader().scan(Table.CASES, Case)] == [1, 2, 3]
    with one.transaction() as act:
        act.delete(Table.CASES, "1")
    assert [case.number for case in other.reader().scan(Table.CASES, Case)] == [2, 3]


def test_a_reader_sees_nothing_that_may_still_be_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = scenes.opened(path), scenes.opened(path)
    seen: list[object] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        seen.append(other.reader().get(Table.CASES, "1", Case))  # the line is written, and not yet waited for
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with one.transaction() as act:
        act.put(Table.CASES, "1", Case(1))
    monkeypatch.undo()
    assert seen == [None]
    assert other.reader().get(Table.CASES, "1", Case) == Case(1)


def test_acts_go_on_while_the_first_search_is_prepared(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = scenes.opened(path)
    real = search.line_of
    acted: list[str] = []

    def line_of(raw: bytes) -> bytes:
        if not acted:  # in the middle of it, another thread renames one account and takes in a new one
            acted.append("")
            worker = threading.Thread(target=rename)
            worker.start()
            worker.join(timeout=5)
            acted.append("" if worker.is_alive() else "done")
        return real(raw)

    def rename() -> None:
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", replace(BEA, given_name="Solange"))
            act.put(Table.ACCOUNTS, "new", replace(BEA, username="new", primary_email=None))

    monkeypatch.setattr(search, "line_of", line_of)
    before = store.reader()
    assert [person.username for person in before.search("bea", 5)] == ["bea"]
    assert acted == ["", "done"]
    assert [person.username for person in store.reader().search("solange", 5)] == ["bea"]
    assert [person.username for person in store.reader().search("new", 5)] == ["new"]
