"""Whoever lacks the key can change nothing that `verify` does not find, and it says where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hexwizard.stores.file import trail, verify_file
from hexwizard.stores.file.seal import Key
from hexwizard.stores.protocol import Table
from tests.stores import scenes
from tests.stores.samples import BEA, Entry

ENTRIES = 50
FOLDED = 25


@pytest.fixture(scope="module")
def fifty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An account file with fifty audit entries: half of them folded, half still in the journal."""
    path = scenes.prepared(tmp_path_factory.mktemp("fifty") / "made" / scenes.ACCOUNT)
    store = scenes.opened(path)
    for number in range(4, ENTRIES + 1):
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", BEA)
            act.audit(Entry("zoe", f"entry {number}"))
        if number == FOLDED:
            store.compact()
    scenes.abandon(store)
    seen = verify_file(path)
    assert seen.damage == ()
    assert seen.counts["audit"] == ENTRIES
    return path


@pytest.fixture
def path(fifty: Path, tmp_path: Path) -> Path:
    return scenes.copied(fifty, tmp_path / "copy")


def beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def places(path: Path) -> list[str]:
    return [damage.where for damage in verify_file(path).damage]


@pytest.mark.parametrize("end", ["", ".journal", ".head", ".key", ".good"])
def test_a_flipped_bit_is_found_in_every_byte_of_every_file(path: Path, end: str) -> None:
    file = beside(path, end)
    whole = file.read_bytes()
    step = 1 if len(whole) < 1500 else 97  # every byte of the small files; the long version is in the harness
    tried = 0
    for at in range(0, len(whole), step):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        file.write_bytes(flipped)
        assert places(path), f"byte {at} of {file.name}"
        tried += 1
    assert tried >= 64


def test_it_says_which_account_was_changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"family_name":"Roy"', b'"family_name":"Ray"'))
    assert places(path) == [f"{path.name}: accounts 2"]


def entries(whole: bytes) -> list[bytes]:
    begun = whole.index(b'\n"audit":{\n') + len(b'\n"audit":{\n')
    return whole[begun : whole.index(b"\n}", begun)].split(b",\n")


def rewritten(whole: bytes, kept: list[bytes]) -> bytes:
    old = b",\n".join(entries(whole))
    assert old in whole
    return whole.replace(old, b",\n".join(kept))


def spoilt_trails(found: list[bytes]) -> Iterator[tuple[str, int, list[bytes]]]:
    """Every deletion, swap of neighbours, truncation and copy of one over another, and where it must be found."""
    for at in range(len(found)):
        yield "deleted", at, found[:at] + found[at + 1 :]
        yield "cut", at, found[:at]
        if at:
            yield "swapped", at - 1, [*found[: at - 1], found[at], found[at - 1], *found[at + 1 :]]
            yield "copied", at, [*found[:at], found[at - 1], *found[at + 1 :]]
            renumbered = re.sub(rb'^"\d+":{"seq":\d+', b'"%d":{"seq":%d' % (at + 1, at + 1), found[at - 1])
            yield "copied and renumbered", at, [*found[:at], renumbered, *found[at + 1 :]]


def test_every_deletion_swap_truncation_and_copy_in_the_snapshot_is_found(path: Path) -> None:
    whole = path.read_bytes()
    tried = set()
    for what, at, kept in spoilt_trails(entries(whole)):
        path.write_bytes(rewritten(whole, kept))
        found = places(path)
        assert any(f"audit {number}" in " ".join(found) for number in (at + 1, at + 2, at)), (what, at, found)
        tried.add((what, at))
    assert len(tried) > FOLDED * 4


def test_every_deletion_swap_truncation_and_copy_in_the_journal_is_found(path: Path) -> None:
    journal = beside(path, ".journal")
    first, *lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == ENTRIES
    for at in range(len(lines)):
        for kept in (
            lines[:at] + lines[at + 1 :],
            lines[:at],
            [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]] if at else [],
            [*lines[:at], lines[at - 1], *lines[at + 1 :]],
        ):
            journal.write_bytes(b"".join([first, *kept]))
            assert any(journal.name in place or "audit" in place for place in places(path))


def test_a_chain_made_with_another_key_is_found_from_its_first_entry(path: Path) -> None:
    whole = path.read_bytes()
    key, before, made = Key(b"\1" * 32), Key(b"\1" * 32).origin("audit"), []
    for number, line in enumerate(entries(whole), start=1):
        entry = line[line.index(b'"entry":') + 8 : -1].replace(b"zoe", b"eve")
        raw, before = trail.chained(key, before, number, entry)
        made.append(b'"%d":%s' % (number, raw))
    path.write_bytes(rewritten(whole, made))
    assert f"{path.name}: audit 1" in places(path)


def test_cutting_the_last_act_and_the_head_with_it_is_found(path: Path) -> None:
    journal, head = beside(path, ".journal"), beside(path, ".head")
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    slots = head.read_bytes()
    newest = ENTRIES % 2
    older = slots[512:] if newest == 0 else slots[:512]
    head.write_bytes(older * 2)
    assert any(head.name in place for place in places(path))


def test_without_the_key_s_chain_the_same_changes_pass(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where marks are not looked at, a rewritten entry is found by nothing else than they."""
    journal = beside(path, ".journal")
    journal.write_bytes(journal.read_bytes().replace(b"entry 40", b"entry 4O"))
    assert places(path)
    monkeypatch.setattr(Key, "mark", lambda *_: b"0" * 64)
    monkeypatch.setattr("hexwizard.stores.file.head.read_slots", lambda *_: ())
    text = re.sub(rb"[0-9a-f]{64}", b"0" * 64, journal.read_bytes())
    journal.write_bytes(text)
    beside(path, "").write_bytes(
        re.sub(rb'"(chain|audit|seal|mac)":"[0-9a-f]{64}"', rb'"\1":"' + b"0" * 64 + b'"', path.read_bytes())
    )
    assert not [place for place in places(path) if journal.name in place]
