"""A folder of `.eml` files, one a letter, for whatever delivers them: the mailer where no server is configured."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from hexwizard.locale.os_errors import why
from hexwizard.mail.mailer import Letter, MailNotSent
from hexwizard.mail.settings import SENDER

_FILE = 0o600
_FOLDER = 0o700


class OutboxMailer:
    """Each letter appears whole or not at all, readable by its owner alone, under any umask; sent twice, it is one."""

    def __init__(self, folder: Path, sender: str = SENDER) -> None:
        self.folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> str:
        """Write the letter; returns the file's path."""
        from hexwizard.mail.message import as_bytes

        data = as_bytes(letter, self._sender)
        try:
            self._make_folder()
            path = self.folder / f"{letter.written_at.astimezone(UTC):%Y%m%dT%H%M%S}-{letter.id[:8]}.eml"
            _write(path, data)
        except OSError as error:
            raise MailNotSent("problem.mail.outbox", path=str(self.folder), why=why(error)) from None
        return str(path)

    def stop(self) -> None:
        """Nothing takes long here."""

    def _make_folder(self) -> None:
        if self.folder.is_symlink():
            raise MailNotSent("problem.mail.link", path=str(self.folder))
        for missing in [one for one in reversed(self.folder.parents) if not one.exists()]:
            _make_private(missing)
        _make_private(self.folder)


def _make_private(folder: Path) -> None:
    """A folder for its owner alone, under any umask, those above it too where they were missing."""
    folder.mkdir(mode=_FOLDER, exist_ok=True)
    folder.chmod(_FOLDER)


def _write(path: Path, data: bytes) -> None:
    new = path.with_suffix(f".{os.getpid()}.new")
    with suppress(FileNotFoundError):
        new.unlink()  # left by a process of that number that was killed
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), _FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
