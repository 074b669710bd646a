"""A process that dies at any moment: an act is there whole or not at all, and what was acknowledged stays."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from hexwizard.stores.file import open_file, restore, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.faults import dies_at
from tests.stores.samples import Case, Entry, clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the dying is done in a forked child")
ENOUGH = 400


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    return scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)


class TestDyingAtEveryCall:
    @pytest.mark.parametrize("work", [scenes.edit, scenes.import_many], ids=lambda work: str(work.__name__))
    def test_an_act_is_there_whole_or_not_at_all(self, ready: Path, tmp_path: Path, work: scenes.Work) -> None:
        before = scenes.tale(ready)
        done = scenes.copied(ready, tmp_path / "done")
        work(done, lambda: None)
        after = scenes.tale(done)
        assert after != before
        seen = set()
        for number in range(1, ENOUGH):
            path = scenes.copied(ready, tmp_path / f"{number}")
            died, said = dies_at(number, lambda say, path=path: work(path, say))  # type: ignore[misc]
            found = scenes.tale(path)
            assert found in (before, after)
            assert not said or found == after
            seen.add(found)
            if not died:
                break
        assert seen == {before, after}
        assert number > 3

    @pytest.mark.parametrize("work", [scenes.fold, scenes.close], ids=lambda work: str(work.__name__))
    def test_folding_loses_nothing_and_leaves_nothing(self, ready: Path, tmp_path: Path, work: scenes.Work) -> None:
        before = scenes.tale(ready)
        for number in range(1, ENOUGH):
            path = scenes.copied(ready, tmp_path / f"{number}")
            died, _ = dies_at(number, lambda say, path=path: work(path, say))  # type: ignore[misc]
            assert scenes.tale(path) == before
            assert scenes.strays(path) == []
            again = scenes.copied(path, tmp_path / f"{number} restored")
            again.unlink()
            assert restore(again, clock=clock).lost == 0
            assert scenes.tale(again) == before
            if not died:
                break
        assert number > 15

    def test_a_restoration_can_be_done_again(self, ready: Path, tmp_path: Path) -> None:
        before = scenes.tale(ready)
        for number in range(1, ENOUGH):
            path = scenes.copied(ready, tmp_path / f"{number}")
            died, _ = dies_at(number, lambda say, path=path: scenes.bring_back(path, say))  # type: ignore[misc]
            if died:
                assert restore(path, clock=clock).acts == 3
            assert scenes.tale(path) == before
            if not died:
                break
        assert number > 15

    def test_a_file_half_made_is_made_anew(self, tmp_path: Path) -> None:
        for number in range(1, ENOUGH):
            path = tmp_path / f"{number}" / "new.json"
            path.parent.mkdir()
            died, said = dies_at(number, lambda say, path=path: scenes.create(path, say))  # type: ignore[misc]
            assert not died or not said
            store = open_file(path, clock=clock, create=True)
            with store.transaction() as act:
                act.audit(Entry("zoe", "first"))
            store.close()
            assert verify_file(path).damage == ()
            assert scenes.strays(path) == []
            if not died:
                break
        assert number > 10


class TestDyingWithinAWrite:
    def test_at_every_byte_of_an_act(self, ready: Path, tmp_path: Path) -> None:
        before = scenes.tale(ready)
        done = scenes.copied(ready, tmp_path / "done")
        began = ready.with_name(ready.name + ".journal").stat().st_size
        scenes.edit(done, lambda: None)
        after = scenes.tale(done)
        length = done.with_name(done.name + ".journal").stat().st_size - began
        seen = []
        for cut in (*range(0, length, 29), length - 1, length):
            path = scenes.copied(ready, tmp_path / f"cut {cut}")
            died, said = dies_at(1, lambda say, path=path: scenes.edit(path, say), bytes_written=cut)  # type: ignore[misc]
            assert died
            assert not said
            assert scenes.tale(path) == (after if cut == length else before)
            seen.append(cut)
        assert len(seen) > 20

    def test_at_every_byte_of_the_head(self, ready: Path, tmp_path: Path) -> None:
        done = scenes.copied(ready, tmp_path / "done")
        scenes.edit(done, lambda: None)
        after = scenes.tale(done)
        for cut in range(0, 513, 16):
            path = scenes.copied(ready, tmp_path / f"cut {cut}")
            died, _ = dies_at(2, lambda say, path=path: scenes.edit(path, say), bytes_written=cut)  # type: ignore[misc]
            assert died
            assert scenes.tale(path) == after

    def test_a_torn_tail_is_cut_at_every_byte(self, ready: Path, tmp_path: Path) -> None:
        before = scenes.tale(ready)
        done = scenes.copied(ready, tmp_path / "done")
        scenes.edit(done, lambda: None)
        journal = done.with_name(done.name + ".journal").read_bytes()
        start = ready.with_name(ready.name + ".journal").stat().st_size
        path = scenes.copied(ready, tmp_path / "torn")
        torn = path.with_name(path.name + ".journal")
        for cut in range(start + 1, len(journal)):
            torn.write_bytes(journal[:cut])
            assert scenes.tale(path) == before
            assert torn.stat().st_size == start
        assert len(journal) - start > 300

    def test_a_last_act_that_was_acknowledged_is_no_torn_tail(self, ready: Path) -> None:
        scenes.edit(ready, lambda: None)
        journal = ready.with_name(ready.name + ".journal")
        whole = journal.read_bytes()
        for cut in (1, 2, 50, 400):
            journal.write_bytes(whole[:-cut])
            with pytest.raises(StoreUnusable) as caught:
                scenes.opened(ready)
            assert caught.value.message.key == "problem.store.damaged"
            assert caught.value.message.params["where"] == f"{journal.name}, act 4"
            assert journal.read_bytes() == whole[:-cut]


class TestControls:
    """The harness finds what it is made to find."""

    def test_plain_tinydb_does_not_survive_it(self, tmp_path: Path) -> None:
        path = tmp_path / "plain.json"
        with TinyDB(path) as plain:
            plain.insert({"note": "x" * 500})
        kept = path.read_bytes()
        broken = 0

        def insert() -> None:
            handle = os.open(path, os.O_RDWR)
            os.write(handle, json.dumps({"_default": {"1": {"note": "y" * 300}}}).encode())  # as JSONStorage.write does
            os.ftruncate(handle, os.lseek(handle, 0, os.SEEK_CUR))
            os.close(handle)

        for number in (1, 2):
            path.write_bytes(kept)
            dies_at(number, lambda _: insert())
            try:
                json.loads(path.read_bytes())
            except ValueError:
                broken += 1
        assert broken == 1

    def test_without_the_head_a_lost_act_would_pass_unseen(self, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        scenes.edit(ready, lambda: None)
        journal = ready.with_name(ready.name + ".journal")
        journal.write_bytes(journal.read_bytes()[:-1])
        monkeypatch.setattr("hexwizard.stores.file.loading.require_acknowledged", lambda *_: None)
        store = scenes.opened(ready)
        assert store.reader().get(Table.CASES, "1", Case) is None
