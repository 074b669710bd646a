"""What differs between systems: replacing on Windows, network file systems, what an import costs."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hexwizard.stores.file import disk, network
from hexwizard.stores.file.network import is_on_network
from hexwizard.stores.protocol import StoreUnusable
from tests.stores import scenes
from tests.stores.samples import Entry

ROOT = Path(__file__).parents[2]
MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:30 / /home rw - nfs4 server:/home rw
41 40 0:31 / /home/local\\040disk rw - ext4 /dev/vdb rw
42 22 0:32 / /mnt/share rw - cifs //server/share rw
"""


class TestWindows:
    """Windows refuses to replace a file that somebody has open, and for a moment also one that a scanner looks at."""

    @pytest.fixture
    def windows(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        monkeypatch.setattr(disk, "_POSIX", False)
        waited: list[str] = []
        monkeypatch.setattr(disk, "_pause", lambda: waited.append("."))
        return waited

    def test_nothing_that_is_replaced_is_open(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
        real = os.replace
        replaced = []

        def replace(source: Path, target: Path) -> None:
            links = [handle.readlink() for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink()]
            assert not {Path(source), Path(target)} & set(links)
            replaced.append(Path(target).name)
            real(source, target)

        if sys.platform != "linux":
            pytest.skip("what is open is read from /proc")
        first, second = scenes.opened(path), scenes.opened(path)
        second.reader()
        monkeypatch.setattr(os, "replace", replace)
        with scenes.cutting():
            first.close()
        assert replaced == [path.name, f"{path.name}.good", f"{path.name}.journal"]

    def test_a_replace_that_is_denied_for_a_moment_is_tried_again(
        self, tmp_path: Path, windows: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
        before = scenes.tale(path)
        real, refusals = os.replace, [1] * 3

        def replace(source: Path, target: Path) -> None:
            if refusals:
                refusals.pop()
                raise PermissionError(13, "a scanner has it")
            real(source, target)

        monkeypatch.setattr(os, "replace", replace)
        assert scenes.opened(path).compact()
        assert len(windows) == 3
        assert scenes.tale(path) == before

    def test_a_replace_that_stays_denied_loses_nothing(
        self, tmp_path: Path, windows: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
        before = scenes.tale(path)

        def replace(source: Path, target: Path) -> None:
            raise PermissionError(13, "somebody has it open")

        monkeypatch.setattr(os, "replace", replace)
        with pytest.raises(StoreUnusable) as caught:
            scenes.opened(path).compact()
        monkeypatch.undo()
        assert caught.value.message.key == "problem.store.denied"
        assert windows
        assert scenes.tale(path) == before
        assert scenes.strays(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows neither")
class TestWaitingForTheDisk:
    @pytest.mark.parametrize("refusal", [errno.EINVAL, errno.EBADF])
    def test_a_file_system_that_cannot_wait_for_a_folder_is_taken_as_it_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int
    ) -> None:
        """Some network and FUSE file systems: PostgreSQL goes on there too."""
        real = os.fsync

        def fsync(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(refusal, os.strerror(refusal))
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
        scenes.opened(path).close()
        assert "edit 2" in scenes.tale(path)

    def test_a_folder_that_the_disk_fails_to_keep_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = scenes.prepared(tmp_path / "made" / scenes.ACCOUNT)
        real = os.fsync

        def fsync(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(StoreUnusable):
            scenes.opened(path).compact()

    def test_on_macos_the_disk_itself_is_waited_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its `fsync` comes back while the disk still holds the bytes in memory of its own (fsync(2) there)."""
        asked: list[int] = []
        monkeypatch.setattr(disk, "_FULL_SYNC", 51)
        monkeypatch.setattr("fcntl.fcntl", lambda _, command: asked.append(command))
        store = scenes.opened(scenes.prepared(tmp_path / "made" / scenes.ACCOUNT))
        asked.clear()
        with store.transaction() as act:
            act.audit(Entry("zoe", "act"))
        assert asked == [51]

    def test_where_macos_does_not_offer_that_the_system_s_way_is_taken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_descriptor: int, _command: int) -> None:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

        monkeypatch.setattr(disk, "_FULL_SYNC", 51)
        monkeypatch.setattr("fcntl.fcntl", refuse)
        assert "edit 2" in scenes.tale(scenes.prepared(tmp_path / "made" / scenes.ACCOUNT))


class TestNetwork:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/srv/accounts.json", False),
            ("/home/zoe/accounts.json", True),
            ("/home/local disk/accounts.json", False),
            ("/mnt/share/accounts.json", True),
            ("//server/share/accounts.json", True),
            ("\\\\server\\share\\accounts.json", True),
        ],
    )
    def test_it_is_read_off_the_mounts(self, tmp_path: Path, path: str, expected: bool) -> None:
        mounts = tmp_path / "mountinfo"
        mounts.write_text(MOUNTS)
        assert is_on_network(Path(path), mounts) is expected

    @pytest.mark.parametrize(("drive", "expected"), [("Z:", True), ("C:", False)])
    def test_on_windows_a_letter_may_stand_for_a_share(
        self, monkeypatch: pytest.MonkeyPatch, drive: str, expected: bool
    ) -> None:
        monkeypatch.setattr(network, "_drive_type", {"Z:\\": 4, "C:\\": 3}.__getitem__)
        assert is_on_network(Path(f"{drive}\\desk\\accounts.json"), Path("none")) is expected

    def test_where_nothing_tells_nothing_is_said(self, tmp_path: Path) -> None:
        assert is_on_network(Path("/srv/accounts.json"), tmp_path / "none") is False


def test_importing_the_store_costs_nothing_heavy() -> None:
    heavy = "{'tinydb', 'msgspec', 'filelock', 'textual', 'rapidfuzz'}"
    code = f"import sys, hexwizard.stores.file; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
