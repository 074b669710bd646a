"""The table `[mail]` of the configuration file: where letters go, and how."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from hexwizard.mail.addresses import is_plausible

SENDER = "aide@hexwizard.invalid"
"""Who writes, until the configuration says: RFC 2606 keeps the domain for nobody."""
TIMEOUT = timedelta(seconds=15)
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Security(StrEnum):
    """How the way to the server is kept from others. NONE only on this machine, and without a sign-in."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS: Mapping[Security, int] = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""RFC 6409 (submission), RFC 8314 (implicit TLS)."""


class BadMailSetting(ValueError):
    """Its text is the place within the table: empty for the table itself, else `.name`."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """One SMTP server. The password is read when it is wanted: from `password_file`, or the system's keyring.

    `ca_file`: certificates of an authority of one's own, in PEM. `timeout`: how long one step may take.
    """

    host: str
    port: int
    security: Security = Security.STARTTLS
    username: str = ""
    password_file: Path | None = None
    keyring: bool = False
    ca_file: Path | None = None
    timeout: timedelta = TIMEOUT

    @property
    def longest(self) -> timedelta:
        """How long one letter may take from the first step to the last: beyond, the connection is cut."""
        return 6 * self.timeout


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`outbox` is None for the folder beside the account file; it is used where there is no `server`.

    `reset_url`: the app's page for a new password, to which the code is appended; empty where the code alone is sent.
    """

    sender: str = SENDER
    outbox: Path | None = None
    server: MailServer | None = None
    reset_url: str = ""


_TEXTS = ("outbox", "host", "username", "password_file", "ca_file", "reset_url")
_KNOWN = frozenset({*_TEXTS, "from", "sender", "port", "security", "keyring", "timeout_seconds"})
_WITHOUT_SERVER = ("outbox", "from", "sender", "reset_url")
_PAGE = re.compile(r"https://[^\s/?#@<>\"]+[^\s<>\"]*[=/]")
"""Encrypted, and with a place at its end for the code: `?code=`, `#code=` or `/`."""


def mail_settings_of(table: object, beside: Path) -> MailSettings:
    """What the table says; paths are relative to the folder `beside`.

    Raises `BadMailSetting`, also on an unknown name.
    """
    if not isinstance(table, dict):
        raise BadMailSetting("")
    if unknown := next((name for name in table if name not in _KNOWN), None):
        raise BadMailSetting(f".{unknown}")
    for name in _TEXTS:
        if name in table and not (isinstance(table[name], str) and table[name].strip()):
            raise BadMailSetting(f".{name}")
    said = "from" if "from" in table else "sender"
    sender = table.get(said, SENDER)
    if not isinstance(sender, str) or not is_plausible(sender):
        raise BadMailSetting(f".{said}")
    outbox = _path(table, "outbox", beside)
    reset_url = str(table.get("reset_url", ""))
    if reset_url and not (reset_url.isascii() and _PAGE.fullmatch(reset_url)):
        raise BadMailSetting(".reset_url")
    if "host" not in table:
        if alone := next((name for name in table if name not in _WITHOUT_SERVER), None):
            raise BadMailSetting(f".{alone}")
        return MailSettings(sender, outbox, reset_url=reset_url)
    if said not in table:
        raise BadMailSetting(".from")
    return MailSettings(sender, outbox, _server(table, beside), reset_url)


def _server(table: Mapping[str, object], beside: Path) -> MailServer:
    host, username = str(table["host"]).strip(), str(table.get("username", ""))
    if not all(one.isprintable() and not one.isspace() for one in host):
        raise BadMailSetting(".host")
    try:
        security = Security(str(table.get("security", Security.STARTTLS)))
    except ValueError:
        raise BadMailSetting(".security") from None
    if security is Security.NONE and (username or host not in _LOCAL):
        raise BadMailSetting(".security")
    keyring = table.get("keyring", False)
    if not isinstance(keyring, bool):
        raise BadMailSetting(".keyring")
    server = MailServer(
        host=host,
        port=_number(table, "port", PORTS[security], 1, 65535),
        security=security,
        username=username,
        password_file=_path(table, "password_file", beside),
        keyring=keyring,
        ca_file=_path(table, "ca_file", beside),
    )
    if username and (server.password_file is not None) == keyring:  # exactly one place has the password
        raise BadMailSetting(".password_file")
    if not username and (server.password_file is not None or keyring):
        raise BadMailSetting(".username")
    seconds = _number(table, "timeout_seconds", TIMEOUT // timedelta(seconds=1), 1, 60)
    return replace(server, timeout=timedelta(seconds=seconds))


def _path(table: Mapping[str, object], name: str, beside: Path) -> Path | None:
    return beside / Path(str(table[name])).expanduser() if name in table else None


def _number(table: Mapping[str, object], name: str, otherwise: int, least: int, most: int) -> int:
    value = table.get(name, otherwise)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadMailSetting(f".{name}")
    return value
