"""A damaged or foreign file: refused, untouched, a copy set aside, and the way back."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from hexwizard.stores.file import open_file, restorable, restore, verify_file
from hexwizard.stores.file.layout import layout_of
from hexwizard.stores.file.locks import Locks
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.samples import Entry, clock

Spoil = Callable[[bytes], bytes]


def _twice(data: bytes) -> bytes:
    return data.replace(b'"username":', b'"username":"eve","username":', 1)


TABLE: dict[str, Spoil] = {
    "empty": lambda _: b"",
    "null": lambda _: b"null",
    "a list": lambda _: b"[]",
    "a number": lambda _: b"7",
    "an empty object": lambda _: b"{}",
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut by a byte": lambda data: data[:-1],
    "cut after its beginning": lambda data: data[:13],
    "tables of wrong types": lambda _: b'{"accounts":[],"companies":3}',
    "a record of a wrong type": lambda data: data.replace(b'"language":"en"', b'"language":[2]', 1),
    "duplicate keys": _twice,
    "NaN": lambda data: data.replace(b'"failures":3', b'"failures":NaN', 1),
    "a lone surrogate": lambda data: data.replace(b'"Alain"', b'"\\ud800"', 1),
    "invalid UTF-8": lambda data: data.replace(b'"Alain"', b'"\xff\xfe"', 1),
    "NUL bytes": lambda data: data[:100] + b"\0" * 100 + data[200:],
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "Windows' line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "something after the end": lambda data: data + b"\n",
    "twice": lambda data: data + data,
    "somebody else's JSON": lambda _: b'{"name": "left-pad", "version": "1.3.0"}\n',
    "somebody else's TinyDB": lambda _: b'{"_default": {"1": {"a": 1}}}',
    "a TinyDB with our tables": lambda _: b'{"accounts":{"1":{"username":"eve"}},"companies":{}}',
    "written anew by TinyDB": lambda data: json.dumps(json.loads(data)).encode(),
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(500),
}


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    return scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)


@pytest.mark.parametrize("name", TABLE)
def test_it_is_refused_untouched_set_aside_found_and_brought_back(ready: Path, name: str) -> None:
    before = scenes.tale(ready)
    whole = ready.read_bytes()
    spoilt = TABLE[name](whole)
    assert spoilt != whole
    ready.write_bytes(spoilt)
    others = {path.name: path.read_bytes() for path in ready.parent.iterdir()}

    for _ in range(2):  # opening again sets nothing more aside
        with pytest.raises(StoreUnusable) as caught:
            open_file(ready, clock=clock, create=True)
    assert caught.value.message.key == "problem.store.damaged"
    assert str(caught.value.message.params["where"]).startswith(ready.name)
    aside = sorted(ready.parent.glob("*.damaged-*"))
    assert [path.read_bytes() for path in aside if "journal" not in path.name] == [spoilt]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in aside)
    assert {name: (ready.parent / name).read_bytes() for name in others} == others

    found = verify_file(ready)
    assert any(damage.where.startswith(ready.name) for damage in found.damage)
    assert {path.name: path.read_bytes() for path in ready.parent.iterdir() if path.name in others} == others

    assert restore(ready, clock=clock).lost == 0
    assert scenes.tale(ready) == before
    assert verify_file(ready).damage == ()


def test_plain_tinydb_opens_most_of_these_and_damages_them(ready: Path) -> None:
    """The control: what is refused here is written over there."""
    opened = 0
    for spoil in TABLE.values():
        path = ready.with_name("plain.json")
        path.write_bytes(spoil(ready.read_bytes()))
        try:
            with TinyDB(path) as plain:
                plain.insert({"a": 1})
        except (ValueError, TypeError, AttributeError):
            continue
        opened += 1
    assert opened >= 5


class TestOthers:
    @pytest.mark.parametrize("end", [".journal", ".head", ".key"])
    def test_what_belongs_to_it_is_missed(self, ready: Path, end: str) -> None:
        ready.with_name(ready.name + end).unlink()
        with pytest.raises(StoreUnusable) as caught:
            scenes.opened(ready)
        assert caught.value.message.params["where"] == ready.name + end
        assert any(damage.where == ready.name + end for damage in verify_file(ready).damage)

    @pytest.mark.parametrize("end", [".journal", ".head", ".key"])
    def test_what_belongs_to_another_file_is_refused(self, ready: Path, tmp_path: Path, end: str) -> None:
        other = scenes.prepared(tmp_path / "other" / scenes.ACCOUNT)
        ready.with_name(ready.name + end).write_bytes(other.with_name(other.name + end).read_bytes())
        with pytest.raises(StoreUnusable):
            scenes.opened(ready)
        assert verify_file(ready).damage

    def test_a_missing_good_copy_is_missed_and_made_anew(self, ready: Path) -> None:
        good = ready.with_name(ready.name + ".good")
        good.unlink()
        assert [damage.where for damage in verify_file(ready).damage] == [good.name]
        scenes.tale(ready)
        assert verify_file(ready).damage == ()

    def test_a_good_copy_that_a_fold_is_writing_is_left_to_it(self, ready: Path) -> None:
        good, being_written = (ready.with_name(ready.name + end) for end in (".good", ".good.new"))
        good.unlink()
        with Locks(layout_of(ready), 5).compacting(wait=False):
            being_written.write_bytes(b"half of")
            scenes.abandon(scenes.opened(ready))
            assert being_written.read_bytes() == b"half of"
        scenes.tale(ready)
        assert good.read_bytes() == ready.read_bytes()

    def test_a_missing_file_is_not_made_unasked(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / scenes.ACCOUNT
        for attempt in (lambda: open_file(path, clock=clock), lambda: verify_file(path)):
            with pytest.raises(StoreUnusable) as caught:
                attempt()
            assert caught.value.message.key == "problem.store.missing"
        assert list(tmp_path.iterdir()) == []

    def test_a_lost_file_is_not_made_over_its_good_copy(self, ready: Path) -> None:
        before = scenes.tale(ready)
        ready.unlink()
        with pytest.raises(StoreUnusable) as caught:
            open_file(ready, clock=clock, create=True)
        assert caught.value.message.key == "problem.store.missing-restorable"
        restore(ready, clock=clock)
        assert scenes.tale(ready) == before

    def test_nothing_to_restore_from_is_said(self, ready: Path) -> None:
        ready.with_name(ready.name + ".good").write_bytes(b"{}")
        ready.write_bytes(b"{}")
        kept = ready.read_bytes()
        with pytest.raises(StoreUnusable) as caught:
            restore(ready, clock=clock)
        assert caught.value.message.key == "problem.store.nothing-to-restore"
        assert ready.read_bytes() == kept

    def test_a_copy_that_an_interruption_cut_short_is_made_anew(self, ready: Path) -> None:
        ready.write_bytes(b"{}")
        [aside] = restore(ready, clock=clock).aside[:1]
        Path(aside).write_bytes(b"{")
        ready.write_bytes(b"{}")
        with pytest.raises(StoreUnusable):
            scenes.opened(ready)
        assert Path(aside).read_bytes() == b"{}"

    def test_a_file_that_the_disk_no_longer_reads_is_restored_without_a_copy(
        self, ready: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = scenes.tale(ready)
        real = os.read
        lost = ready.stat().st_ino

        def read(descriptor: int, length: int) -> bytes:
            if os.fstat(descriptor).st_ino == lost:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(descriptor, length)

        monkeypatch.setattr(os, "read", read)
        with pytest.raises(StoreUnusable) as caught:
            scenes.opened(ready)
        assert caught.value.message.key == "problem.store.disk"
        done = restore(ready, clock=clock)
        assert [Path(aside).name for aside in done.aside if "journal" not in aside] == []
        assert scenes.tale(ready) == before

    def test_what_a_restoration_cannot_find_is_counted(self, ready: Path) -> None:
        journal = ready.with_name(ready.name + ".journal")
        journal.write_bytes(journal.read_bytes()[:-1])
        done = restore(ready, clock=clock)
        assert (done.acts, done.lost) == (2, 1)
        assert verify_file(ready).damage == ()

    def test_a_restoration_under_an_open_wizard_is_noticed(self, ready: Path) -> None:
        wizard = scenes.opened(ready)
        before = wizard.reader()
        journal = ready.with_name(ready.name + ".journal")
        journal.write_bytes(journal.read_bytes()[:-1])
        restore(ready, clock=clock)
        after = wizard.reader()
        assert after.generation > before.generation
        found = after.account("bea")
        assert found is not None
        assert found.given_name == "Béa 1"
        with wizard.transaction() as act:
            act.delete(Table.ACCOUNTS, "bea")
        wizard.close()
        assert "bea" not in scenes.tale(ready)

    def test_damage_while_it_is_open_is_noticed(self, ready: Path) -> None:
        store = scenes.opened(ready)
        ready.write_bytes(ready.read_bytes().replace(b"Alain", b"Elain"))
        with pytest.raises(StoreUnusable) as caught:
            store.reader()
        assert caught.value.message.key == "problem.store.damaged"
        with pytest.raises(StoreUnusable):
            store.compact()


class TestWhatComesBack:
    """What is said before a restoration is what the restoration does."""

    @staticmethod
    def spoilt_at(path: Path, act: int) -> None:
        """Damage one act of the journal, leaving the lines that follow it."""
        journal = path.with_name(path.name + ".journal")
        lines = journal.read_bytes().splitlines(keepends=True)
        at = next(place for place, line in enumerate(lines) if b'"n":%d,' % act in line)
        lines[at] = lines[at].replace(b"zoe", b"eve")
        journal.write_bytes(b"".join(lines))

    def test_acts_after_the_copy_are_kept_as_far_as_they_are_whole(self, ready: Path) -> None:
        self.spoilt_at(ready, 3)
        said = restorable(ready)
        assert (said.acts, said.kept, said.lost) == (2, 1, 1)
        assert (said.counts["accounts"], said.counts["audit"]) == (2, 2)
        assert said.written == said.until == clock()
        assert replace(restore(ready, clock=clock), aside=()) == said
        assert "import > edit 1 | Alain_Sirois Alain, bea Béa 1" in scenes.tale(ready)

    def test_acts_behind_a_damaged_one_are_lost_and_counted(self, ready: Path) -> None:
        self.spoilt_at(ready, 2)
        assert (restorable(ready).kept, restorable(ready).lost) == (0, 2)

    def test_without_the_head_the_journal_s_lines_are_counted(self, ready: Path) -> None:
        self.spoilt_at(ready, 2)
        ready.with_name(ready.name + ".head").unlink()
        assert restorable(ready).lost == 2

    def test_where_nothing_tells_it_is_not_guessed(self, ready: Path) -> None:
        for end in (".head", ".journal"):
            ready.with_name(ready.name + end).unlink()
        assert restorable(ready).lost is None

    def test_a_sound_account_file_serves_where_its_copy_is_damaged(self, ready: Path) -> None:
        before = scenes.tale(ready)
        ready.with_name(ready.name + ".good").write_bytes(b"")
        ready.with_name(ready.name + ".head").write_bytes(b"")
        assert restorable(ready).lost == 0
        restore(ready, clock=clock)
        assert scenes.tale(ready) == before

    def test_looking_changes_nothing(self, ready: Path) -> None:
        ready.write_bytes(b"{}")
        before = {path.name: path.read_bytes() for path in ready.parent.iterdir()}
        restorable(ready)
        assert {path.name: path.read_bytes() for path in ready.parent.iterdir()} == before

    def test_the_restored_trail_ends_with_its_entry(self, ready: Path) -> None:
        ready.write_bytes(b"{}")
        restore(ready, clock=clock, entry=lambda found: Entry("root", f"restore, {found.lost} lost"))
        assert "edit 2 > restore, 0 lost |" in scenes.tale(ready)
        assert verify_file(ready).counts["audit"] == 4
        with scenes.opened(ready).transaction() as act:
            act.audit(Entry("zoe", "goes on"))
        assert verify_file(ready).damage == ()

    def test_somebody_else_s_file_gets_nothing_beside_it(self, tmp_path: Path) -> None:
        path = tmp_path / "package.json"
        path.write_bytes(b'{"name": "left-pad"}')
        with pytest.raises(StoreUnusable) as caught:
            restorable(path)
        assert caught.value.message.key == "problem.store.nothing-to-restore"
        assert list(tmp_path.iterdir()) == [path]


class TestPlainJson:
    def test_after_a_clean_exit_any_tinydb_reads_it(self, ready: Path) -> None:
        scenes.opened(ready).close()
        with TinyDB(ready, access_mode="r") as plain:
            assert [person["username"] for person in plain.table("accounts")] == ["Alain_Sirois", "bea"]
            assert plain.table("accounts").get(doc_id=2)["given_name"] == "Béa 2"
            assert [record["entry"]["act"] for record in plain.table("audit")] == ["import", "edit 1", "edit 2"]
            assert plain.tables() >= {"accounts", "companies", "operators", "cases", "audit"}

    def test_json_is_strict(self, ready: Path) -> None:
        scenes.opened(ready).close()

        def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
            assert len({key for key, _ in pairs}) == len(pairs)
            return dict(pairs)

        assert json.loads(ready.read_bytes().decode("utf-8", "strict"), object_pairs_hook=once)
