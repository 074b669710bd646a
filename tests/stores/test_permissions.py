"""Who may read the files (rule 17), under any umask, and links that somebody planted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hexwizard.stores.file import layout, open_file, restore, verify_file
from hexwizard.stores.protocol import StoreUnusable
from tests.stores import scenes
from tests.stores.faults import watched
from tests.stores.samples import clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mode bits are POSIX's")
FILES = list(layout.ENDS)
AGENT = 65534


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    mask: int = request.param
    before = os.umask(mask)
    yield mask
    os.umask(before)


def test_files_are_0600_and_folders_0700_at_every_moment(tmp_path: Path, umask: int) -> None:
    top = tmp_path / "a"
    path = top / "b" / scenes.ACCOUNT
    seen: dict[str, set[int]] = {}

    def look(*_: object) -> None:
        for place in (top, *top.rglob("*")):
            kind = "folder" if place.is_dir() else place.name.removeprefix(scenes.ACCOUNT)
            seen.setdefault(kind, set()).add(place.stat().st_mode & 0o777)

    with watched(look, ("write", "fsync", "replace")):
        scenes.prepared(path)
        scenes.opened(path).close()
        path.write_bytes(b"{}")
        with pytest.raises(StoreUnusable):
            scenes.opened(path)
        restore(path, clock=clock)
        look()
    damaged = {kind for kind in seen if ".damaged-" in kind}
    assert damaged
    assert set(seen) >= {"folder", *FILES} - damaged
    assert seen.pop("folder") == {0o700}
    assert set().union(*seen.values()) == {0o600}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone gives files away")
def test_what_an_administrator_does_as_root_leaves_the_files_to_their_owner(tmp_path: Path) -> None:
    """`sudo hexwizard compact` must not lock the desk out of its own file."""
    tmp_path.chmod(0o755)
    os.chown(tmp_path, AGENT, AGENT)
    path = scenes.prepared(tmp_path / "a" / scenes.ACCOUNT)
    scenes.opened(path).close()
    path.write_bytes(b"{}")
    restore(path, clock=clock)
    made = [tmp_path / "a", *path.parent.iterdir()]
    assert len(made) > len(layout.ENDS) - len(layout.TEMPORARY)
    assert {(file.stat().st_uid, file.stat().st_gid) for file in made} == {(AGENT, AGENT)}


@pytest.mark.parametrize("end", FILES)
def test_a_planted_link_is_refused_and_its_target_untouched(tmp_path: Path, end: str) -> None:
    path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
    place = path.with_name(path.name + end)
    target = tmp_path / "target"
    if place.exists():
        place.rename(target)
    else:
        target.write_bytes(b"mine")
    kept = target.read_bytes()
    place.symlink_to(target)
    for attempt in (
        lambda: open_file(path, clock=clock, create=True),
        lambda: verify_file(path),
        lambda: restore(path, clock=clock),
    ):
        with pytest.raises(StoreUnusable) as caught:
            attempt()
        assert caught.value.message.key == "problem.store.link"
        assert caught.value.message.params["path"] == str(place)
    assert target.read_bytes() == kept
    assert place.is_symlink()


def test_a_link_that_leads_nowhere_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / scenes.ACCOUNT
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreUnusable) as caught:
        open_file(path, clock=clock, create=True)
    assert caught.value.message.key == "problem.store.link"
    assert not (tmp_path / "nowhere").exists()


def test_a_link_planted_while_it_is_open_is_not_followed(tmp_path: Path) -> None:
    path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
    store = scenes.opened(path)
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    path.with_name(path.name + ".new").symlink_to(target)
    store.close()
    assert target.read_bytes() == b"mine"
    assert "edit 2" in scenes.tale(path)


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path: Path, make: object) -> None:
    assert callable(make)
    path = tmp_path / scenes.ACCOUNT
    make(path)
    with pytest.raises(StoreUnusable) as caught:
        open_file(path, clock=clock, create=True)
    assert caught.value.message.key == "problem.store.not-a-file"


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere; the harness runs this as nobody")
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnusable) as caught:
        open_file(tmp_path / "deep" / scenes.ACCOUNT, clock=clock, create=True)
    assert caught.value.message.key == "problem.store.denied"
