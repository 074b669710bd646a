"""A folder of `.eml` files, one a letter, for whatever delivers them: the mailer until a server takes its place.

Written with the standard library's `email` (RFC 5322; RFC 6532 for addresses that are not ASCII).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from pathlib import Path

from hexwizard.locale.os_errors import why
from hexwizard.mail.mailer import Letter, MailNotSent

_FILE = 0o600
_FOLDER = 0o700
SENDER = "aide@hexwizard.invalid"
"""Who writes, until the configuration says: RFC 2606 keeps the domain for nobody."""


class OutboxMailer:
    """Each letter appears whole or not at all, readable by its owner alone, under any umask."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], sender: str = SENDER) -> None:
        self.folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, letter: Letter) -> str:
        moment = self._clock().astimezone(UTC)
        data = as_bytes(letter, moment, self._sender)
        name = f"{moment:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        try:
            self._make_folder()
            path = self.folder / f"{name}.eml"
            _write(path, data)
        except OSError as error:
            raise MailNotSent("problem.mail.outbox", path=str(self.folder), why=why(error)) from None
        return str(path)

    def _make_folder(self) -> None:
        if self.folder.is_symlink():
            raise MailNotSent("problem.mail.link", path=str(self.folder))
        self.folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
        self.folder.chmod(_FOLDER)


def as_bytes(letter: Letter, moment: datetime, sender: str = SENDER) -> bytes:
    """The letter as RFC 5322 has it. Raises `MailNotSent` where a line end would begin another header."""
    message = EmailMessage(policy=SMTPUTF8)
    try:
        message["From"] = _address(sender)
        message["To"] = _address(letter.to, letter.name)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(moment)
        message["Message-ID"] = f"<{secrets.token_hex(16)}@hexwizard.invalid>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers a code
        message["Content-Language"] = letter.language
        message.set_content(letter.body, cte="quoted-printable")
        return message.as_bytes()
    except (ValueError, IndexError, UnicodeError):
        raise MailNotSent("problem.mail.address", address=letter.to) from None


def _address(text: str, name: str = "") -> Address:
    local, _, domain = text.rpartition("@")
    if not local or not domain or any(one.isspace() or one in ',;:<>()"\\' for one in text):
        raise ValueError(text)
    return Address("".join(one for one in name if one.isprintable()), local, domain)


def _write(path: Path, data: bytes) -> None:
    new = path.with_suffix(".new")
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
