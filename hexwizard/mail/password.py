"""The mail server's password: from a file of its owner's, or the system's keyring; never from the command line."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hexwizard.locale.os_errors import why
from hexwizard.mail.mailer import ServerAway
from hexwizard.mail.settings import MailServer

KEYRING = "hexwizard mail"
"""The name under which the keyring has it."""
_LONGEST = 4096


def password_of(server: MailServer) -> str:
    """The password for `server.username`. Raises `ServerAway` with what to do where there is none."""
    return _from_file(server.password_file) if server.password_file is not None else _from_keyring(server.username)


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            if os.name == "posix" and stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
                raise ServerAway("problem.mail.password-open", path=str(path))
            text = stream.read(_LONGEST).decode("utf-8")
    except OSError as error:
        raise ServerAway("problem.mail.password-file", path=str(path), why=why(error)) from None
    except UnicodeDecodeError:
        raise ServerAway("problem.mail.password-file", path=str(path), why="UTF-8") from None
    password = text.removesuffix("\n").removesuffix("\r")
    if not password:
        raise ServerAway("problem.mail.password-empty", path=str(path))
    return password


def _from_keyring(username: str) -> str:
    try:
        import keyring
    except ImportError:
        raise ServerAway("problem.mail.keyring-missing") from None
    try:
        found = keyring.get_password(KEYRING, username)
    except keyring.errors.KeyringError:
        found = None
    if not found:
        raise ServerAway("problem.mail.keyring-empty", service=KEYRING, username=username)
    return found
