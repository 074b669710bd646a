"""A disk that loses its power: what POSIX promises to be there afterwards, and nothing more.

Every call that changes the disk is recorded. After a cut, a file holds what it held at its last `fsync`, or any of
what was written since; a name leads where it led at its folder's last `fsync`, or where it was led since. Real file
systems promise more (ext4 keeps its order), so that what survives here survives there.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass
class File:
    """A file's content now, at its last `fsync`, and at each moment in between."""

    now: bytes = b""
    kept: bytes = b""
    between: list[bytes] = field(default_factory=list)

    def change(self, content: bytes) -> None:
        self.between.append(self.now)
        self.now = content


@dataclass
class Disk:
    """The disk as the recorder knows it: files by a number of its own, names now and at the folder's last `fsync`."""

    files: dict[int, File] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    kept_names: dict[str, int] = field(default_factory=dict)
    pending: list[tuple[str, int | None]] = field(default_factory=list)

    def lead(self, name: str, file: int | None) -> None:
        """Let a name lead to a file, or (None) nowhere."""
        if file is None:
            self.names.pop(name, None)
        else:
            self.names[name] = file
        self.pending.append((name, file))

    def after_cut(self, chance: random.Random | None) -> dict[str, bytes]:
        """What is there when the power comes back: the least that is promised, or by chance some of the rest."""
        names = dict(self.kept_names)
        for name, file in self.pending:
            if chance is None or chance.random() < 0.5:
                continue
            if file is None:
                names.pop(name, None)
            else:
                names[name] = file
        return {name: self._content(self.files[file], chance) for name, file in names.items()}

    def _content(self, file: File, chance: random.Random | None) -> bytes:
        if chance is None:
            return file.kept
        content = chance.choice([file.kept, file.now, *file.between[-2:]])
        if len(file.now) > len(file.kept) and chance.random() < 0.5:
            content = file.now[: chance.randint(len(file.kept), len(file.now))]  # a torn write
        return content


class Recorder:
    """Keeps the disk of one folder as of every call, and how many acts had been acknowledged by then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.disk = Disk()
        self.moments: list[tuple[Disk, int]] = []
        self.acknowledged = 0
        self._numbers: dict[int, int] = {}  # the file system gives its numbers anew after a removal; ours it does not
        for path in folder.iterdir():
            number = self._new(path.stat().st_ino)
            content = path.read_bytes()
            self.disk.files[number] = File(content, content)
            self.disk.names[path.name] = self.disk.kept_names[path.name] = number

    def _new(self, inode: int) -> int:
        number = len(self.disk.files) + 1
        self._numbers[inode] = number
        self.disk.files[number] = File()
        return number

    def say(self) -> None:
        """An act was acknowledged."""
        self.acknowledged += 1
        self._keep()

    def _keep(self) -> None:
        self.moments.append((deepcopy(self.disk), self.acknowledged))

    @contextmanager
    def recording(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("open", "write", "ftruncate", "fsync", "replace", "unlink"):
                patch.setattr(os, name, self._recorded(name, getattr(os, name)))
            yield

    def _recorded(self, name: str, real: Any) -> Any:  # noqa: ANN401 — whatever the call takes
        note = getattr(self, f"_{name}")

        def stand_in(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 — whatever the call takes
            before = os.lseek(arguments[0], 0, os.SEEK_CUR) if name == "write" else 0
            result = real(*arguments, **named)
            note(result, before, *arguments)
            return result

        return stand_in

    def _file(self, handle: int) -> File | None:
        number = self._numbers.get(os.fstat(handle).st_ino)
        return None if number is None else self.disk.files[number]

    def _open(self, handle: int, _: int, path: object, flags: int, *__: object) -> None:
        place = Path(str(path))
        if flags & os.O_CREAT and flags & os.O_EXCL and place.parent == self._folder:
            self.disk.lead(place.name, self._new(os.fstat(handle).st_ino))
            self._keep()

    def _write(self, size: int, at: int, handle: int, data: bytes) -> None:
        if (file := self._file(handle)) is not None:
            file.change(file.now[:at].ljust(at, b"\0") + bytes(data)[:size] + file.now[at + size :])
            self._keep()

    def _ftruncate(self, _: None, __: int, handle: int, length: int) -> None:
        if (file := self._file(handle)) is not None:
            file.change(file.now[:length])
            self._keep()

    def _fsync(self, _: None, __: int, handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").resolve() == self._folder.resolve():
            self.disk.kept_names, self.disk.pending = dict(self.disk.names), []
        elif (file := self._file(handle)) is not None:
            file.kept, file.between = file.now, []
        self._keep()

    def _replace(self, _: None, __: int, source: object, target: object) -> None:
        moved = self.disk.names[Path(str(source)).name]
        self.disk.lead(Path(str(source)).name, None)
        self.disk.lead(Path(str(target)).name, moved)
        self._keep()

    def _unlink(self, _: None, __: int, path: object, *___: object) -> None:
        self.disk.lead(Path(str(path)).name, None)
        self._keep()


def laid_out(names: dict[str, bytes], folder: Path) -> Path:
    """The folder as it is found when the power comes back."""
    folder.mkdir()
    for name, content in names.items():
        (folder / name).write_bytes(content)
    return folder
