"""A fault of our own, told by where it happened and never by what the program held at that moment.

Textual shows the local variables of every frame, and an exception's own message may quote a password. A report of ours
has the types, files, lines and versions, and nothing else (OWASP ASVS 5.0, 16.2.5).
"""

from __future__ import annotations

import os
import platform
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import walk_tb
from types import CodeType

from hexwizard import __version__
from hexwizard.locale.words import Words
from hexwizard.stores.file import disk
from hexwizard.stores.protocol import StoreUnusable

_LIBRARIES = ("textual", "msgspec", "tinydb")
_OURS = "hexwizard"


@dataclass(frozen=True, slots=True)
class Fault:
    """What may be told: the type, the innermost place of ours, and the report's file (None: it cannot be written)."""

    kind: str
    place: str
    report: Path | None


def report(error: BaseException, now: datetime, folder: Path | None = None) -> Fault:
    """Write the report of `error` to a new private file in `folder` (default: the user's log folder)."""
    error = _cause(error)
    frames = list(_frames(error))
    ours = [frame for frame in frames if frame.startswith(f"{_OURS}/")] or frames
    place = ours[-1].partition(" ")[0] if ours else "?"
    try:
        path = _write(redacted(error, now), now, folder or log_folder())
    except (OSError, RuntimeError, StoreUnusable):
        path = None
    return Fault(type(error).__name__, place, path)


def told(fault: Fault, say: Words) -> str:
    """The one line for the operator."""
    if fault.report is None:
        return say("crash.message.no-report", kind=fault.kind, place=fault.place)
    return say("crash.message", kind=fault.kind, place=fault.place, report=str(fault.report))


def log_folder() -> Path:
    """Where reports go: the user's log folder."""
    from platformdirs import user_log_path

    return user_log_path(_OURS, appauthor=False)


def redacted(error: BaseException, now: datetime) -> str:
    """The report's text: versions, then each error of the chain by its type and the lines that it passed through."""
    lines = [f"hexwizard {__version__} - {now.isoformat(timespec='seconds')}", *_versions(), ""]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines += [f"{type(current).__module__}.{type(current).__qualname__}"]
        lines += [f"  {frame}" for frame in _frames(current)]
        following = current.__cause__ or current.__context__
        lines += ["", "caused by"] if following is not None else []
        current = following
    return "\n".join(lines) + "\n"


def _cause(error: BaseException) -> BaseException:
    """The error itself, where Textual hands over the worker's."""
    from_worker = getattr(error, "error", None)
    return from_worker if isinstance(from_worker, BaseException) else error


def _versions() -> Iterator[str]:
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} ?"


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        yield f"{_short(frame.f_code)}:{line} in {frame.f_code.co_qualname}"


def _short(code: CodeType) -> str:
    """A file by its place in its package: the folders above may name the user."""
    parts = Path(code.co_filename).parts
    for anchor, kept in (("site-packages", 1), (f"python{sys.version_info[0]}.{sys.version_info[1]}", 1), (_OURS, 0)):
        if anchor in parts[:-1]:
            last = len(parts) - 2 - parts[-2::-1].index(anchor)
            return "/".join(parts[last + kept :])
    return parts[-1] if parts else "?"


def _write(text: str, now: datetime, folder: Path) -> Path:
    """A new file, private under any umask. Raises `OSError`; `StoreUnusable` where a link stands in the way."""
    disk.make_folders(folder)
    for one in (folder, folder.parent):
        if stat.S_ISLNK(os.lstat(one).st_mode):
            raise StoreUnusable("problem.store.link", path=str(one))
    path = folder / f"crash-{now:%Y%m%dT%H%M%S%f}-{os.getpid()}.txt"
    disk.refuse_unless_file(path)
    with disk.created(path) as descriptor:
        disk.write_all(descriptor, text.encode("utf-8", "replace"))
    return path
