"""The few things done to a disk. Everything is written with `os.write`, so that a test can cut any of it
short.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hexwizard.stores.file.failures import disk_problem
from hexwizard.stores.protocol import StoreUnusable

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_CHUNK = 1 << 20
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A virus scanner or an indexer holds a file open for a moment on Windows, and then a replace is denied (WinError 5).
_REPLACE_TRIES = 10
_POSIX = os.name == "posix"
# On macOS fsync(2) leaves it to the disk when it writes; F_FULLFSYNC waits for that too.
_FULL_SYNC = 51 if sys.platform == "darwin" else None


def refuse_unless_file(path: Path | str) -> bool:
    """Whether `path` exists. Raises `StoreUnusable` where it is a link, or no regular file."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise disk_problem(error, Path(path)) from error
    if stat.S_ISLNK(mode):
        raise StoreUnusable("problem.store.link", path=str(path))
    if not stat.S_ISREG(mode):
        raise StoreUnusable("problem.store.not-a-file", path=str(path))
    return True


def make_folders(folder: Path) -> None:
    """Create the folders that are missing down to `folder`, each open to its owner alone, whatever the umask."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        with suppress(FileExistsError):  # another process was faster
            one.mkdir(mode=PRIVATE_FOLDER)
            one.chmod(PRIVATE_FOLDER)
            _give_to_owner(one)
            sync_folder(one.parent)


@contextmanager
def opened(path: Path, flags: int = os.O_RDONLY) -> Iterator[int]:
    """A descriptor of an existing file, closed on the way out. Never follows a link."""
    descriptor = os.open(path, flags | _NO_LINK)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def open_lasting(path: Path) -> int:
    """A descriptor for reading and writing that the caller closes. Never follows a link."""
    return os.open(path, os.O_RDWR | _NO_LINK)


def open_or_create(path: Path) -> int:
    """A descriptor of a private file, made where there is none, that the caller closes. Never follows a link."""
    with suppress(FileNotFoundError):
        return os.open(path, os.O_RDWR | _NO_LINK)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, PRIVATE_FILE)
    except FileExistsError:  # another process was faster
        return os.open(path, os.O_RDWR | _NO_LINK)
    if _POSIX:
        os.fchmod(descriptor, PRIVATE_FILE)
        _give_to_owner(path, descriptor)
    return descriptor


def _give_to_owner(path: Path, descriptor: int | None = None) -> None:
    """Let what root has made at `path` belong to whoever owns its folder, and could not open it else."""
    if not _POSIX or os.geteuid():
        return
    folder = path.parent.stat()
    with suppress(OSError):  # not every file system has owners to give to
        if descriptor is None:
            os.lchown(path, folder.st_uid, folder.st_gid)
        else:
            os.fchown(descriptor, folder.st_uid, folder.st_gid)


@contextmanager
def created(path: Path) -> Iterator[int]:
    """A descriptor of a new private file that replaces what an interrupted writer left under this name.

    Where the block fails, the file is removed: nothing half written stays.
    """
    with suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, PRIVATE_FILE)
    try:
        try:
            if _POSIX:
                os.fchmod(descriptor, PRIVATE_FILE)
                _give_to_owner(path, descriptor)
            yield descriptor
        finally:
            os.close(descriptor)  # before any replace: Windows refuses to replace an open file
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write everything, however often the system takes only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]


def write_at(descriptor: int, data: bytes, offset: int) -> None:
    """Write everything at `offset`."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    write_all(descriptor, data)


def read_from(descriptor: int, offset: int) -> bytes:
    """Everything from `offset` to the end."""
    os.lseek(descriptor, offset, os.SEEK_SET)
    size = os.fstat(descriptor).st_size - offset
    parts = []
    while size > 0 and (part := os.read(descriptor, size)):
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def read_whole(path: Path) -> bytes:
    """All bytes of a file. Never follows a link."""
    with opened(path) as descriptor:
        return read_from(descriptor, 0)


def fsync(descriptor: int) -> None:
    """Wait until the disk has it."""
    if _FULL_SYNC is not None:
        import fcntl

        with suppress(OSError):  # some disks don't take it; then the system's own way must do
            fcntl.fcntl(descriptor, _FULL_SYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable: without it, a power cut loses a file that was written and renamed.

    Some network file systems cannot wait for a folder; nothing is gained by refusing to work there.
    """
    if not _POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`, durably, or else remove it."""
    take_place(source, target)
    sync_folder(target.parent)


def take_place(source: Path, target: Path) -> None:
    """As `replace`, without waiting for the disk. Tries again where Windows denies it for a moment."""
    try:
        for left in reversed(range(_REPLACE_TRIES)):
            try:
                source.replace(target)
                break
            except PermissionError:
                if not left or _POSIX:
                    raise
                _pause()
    except OSError:
        tidy((source,))
        raise


def _pause() -> None:
    import threading

    threading.Event().wait(0.02)


def remove(path: Path) -> None:
    """Remove `path` where it exists."""
    with suppress(FileNotFoundError):
        path.unlink()


def tidy(paths: Iterable[Path]) -> None:
    """Remove those of `paths` that exist; what cannot be removed is left for the next time."""
    for path in paths:
        with suppress(OSError):
            remove(path)
