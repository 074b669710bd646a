"""A disk that is full, broken or read-only at any call: the old data whole, one problem raised, a retry works."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hexwizard.stores.file import engine, open_file, restore, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.faults import FailingDisk
from tests.stores.samples import Case, Entry, clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the calls that fail are POSIX's")
CALLS = ("write", "fsync", "replace", "open", "fchmod")
ERRORS = {
    errno.ENOSPC: "problem.store.full",
    errno.EDQUOT: "problem.store.full",
    errno.EIO: "problem.store.disk",
    errno.EROFS: "problem.store.read-only",
}
ENOUGH = 60


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    return scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)


@pytest.fixture(params=ERRORS, ids=lambda number: errno.errorcode[number])
def error(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


def _fails(work: Callable[[], object], key: str) -> bool:
    try:
        work()
    except StoreUnusable as problem:
        if problem.message.key != key:
            raise
        return True
    return False


class TestAct:
    @pytest.mark.parametrize("ever_after", [False, True], ids=["once", "from then on"])
    def test_it_has_not_happened_and_can_be_done_again(self, ready: Path, error: int, ever_after: bool) -> None:
        store = scenes.opened(ready)
        failures = 0
        for number in range(1, ENOUGH):
            before = [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)]
            disk = FailingDisk(number, error, CALLS, ever_after=ever_after)
            key = ""
            with disk.failing():
                try:
                    with store.transaction() as act:
                        act.put(Table.CASES, f"{number}", Case(number))
                        act.audit(Entry("zoe", f"{number}"))
                except StoreUnusable as problem:
                    key = problem.message.key
            if not disk.reached:
                break
            failures += 1
            # with the disk failing for good the line cannot be waited off again, and the problem says so
            assert key in ((ERRORS[error], "problem.store.in-doubt") if ever_after else (ERRORS[error],))
            assert store.reader().get(Table.CASES, f"{number}", Case) is None
            assert [entry.act for entry in store.reader().scan(Table.AUDIT, Entry)] == before
            assert scenes.strays(ready) == []
            with store.transaction() as act:
                act.audit(Entry("zoe", "again"))
            assert store.verify().damage == ()
            seen = scenes.tale(ready)
            assert f"{number} " not in seen.split("|")[2]
        assert failures >= 3
        assert store.reader().get(Table.CASES, f"{failures + 1}", Case) == Case(failures + 1)

    def test_without_taking_back_it_would_have_happened(self, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine.Engine, "_take_back", lambda *_: None)
        store = scenes.opened(ready)
        with FailingDisk(1, errno.EIO, ("fsync",)).failing(), pytest.raises(StoreUnusable), store.transaction() as act:
            act.put(Table.CASES, "1", Case(1))
        scenes.abandon(store)
        assert scenes.opened(ready).reader().get(Table.CASES, "1", Case) == Case(1)

    def test_no_audit_no_act(self, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        store = scenes.opened(ready)
        real = os.write

        def write(handle: int, data: bytes) -> int:
            if b'"entry":' in bytes(data):  # what cannot be written is the audit entry, and that alone
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(handle, data)

        monkeypatch.setattr(os, "write", write)
        with pytest.raises(StoreUnusable), store.transaction() as act:
            _case_with_entry(act)
        with store.transaction() as act:
            act.put(Table.CASES, "2", Case(2))
        monkeypatch.undo()
        assert store.reader().get(Table.CASES, "1", Case) is None
        assert store.reader().get(Table.CASES, "2", Case) == Case(2)


def _case_with_entry(act: object) -> None:
    from hexwizard.stores.file.transaction import FileTransaction

    assert isinstance(act, FileTransaction)
    act.put(Table.CASES, "1", Case(1))
    act.audit(Entry("zoe", "1"))


class TestFolding:
    @pytest.mark.parametrize("ever_after", [False, True], ids=["once", "from then on"])
    def test_nothing_is_lost_and_nothing_left(self, ready: Path, tmp_path: Path, error: int, ever_after: bool) -> None:
        before = scenes.tale(ready)
        failures = 0
        for number in range(1, ENOUGH):
            path = scenes.copied(ready, tmp_path / f"{number}")
            store = scenes.opened(path)
            disk = FailingDisk(number, error, CALLS, ever_after=ever_after)
            with disk.failing(), scenes.cutting():
                failures += _fails(store.compact, ERRORS[error])
            assert scenes.tale(path) == before
            assert scenes.strays(path) == []
            with store.transaction() as act:
                act.audit(Entry("zoe", "later"))
            store.close()
            assert scenes.tale(path).startswith(before.split(" |")[0] + " > later")
            assert verify_file(path).damage == ()
            if not disk.reached:
                break
        assert failures >= 10

    def test_closing_on_a_full_disk_keeps_everything(self, ready: Path) -> None:
        before = scenes.tale(ready)
        store = scenes.opened(ready)
        with FailingDisk(1, errno.ENOSPC, ("write",), ever_after=True).failing():
            store.close()
        assert scenes.tale(ready) == before
        assert scenes.strays(ready) == []


class TestMaking:
    def test_what_cannot_be_made_leaves_nothing(self, tmp_path: Path, error: int) -> None:
        failures = 0
        for number in range(1, ENOUGH):
            path = tmp_path / f"{number}" / "new.json"
            disk = FailingDisk(number, error, CALLS)
            with disk.failing():
                failures += _fails(lambda path=path: scenes.scrapped(path), ERRORS[error])  # type: ignore[misc]
            if path.parent.exists():
                assert scenes.strays(path) == []
            scenes.abandon(open_file(path, clock=clock, create=True))
            assert verify_file(path).damage == ()
            if not disk.reached:
                break
        assert failures >= 10

    def test_a_restoration_that_fails_can_be_done_again(self, ready: Path, tmp_path: Path, error: int) -> None:
        before = scenes.tale(ready)
        failures = 0
        for number in range(1, ENOUGH):
            path = scenes.copied(ready, tmp_path / f"{number}")
            path.write_bytes(b"{}")
            disk = FailingDisk(number, error, CALLS)
            with disk.failing():
                try:
                    restore(path, clock=clock)
                except StoreUnusable:
                    failures += 1
                    restored = False
                else:
                    restored = True
            if not restored:
                assert restore(path, clock=clock).lost == 0
            assert scenes.tale(path) == before
            assert b"{}" in [copy.read_bytes() for copy in path.parent.glob("*.damaged-*")], "replaced, and no copy"
            if not disk.reached:
                break
        assert failures >= 10
