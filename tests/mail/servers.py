"""Real SMTP servers on loopback (aiosmtpd), and some that behave badly (sockets)."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from hexwizard.mail.server_mailer import ServerMailer
from hexwizard.mail.settings import MailServer, Security
from tests.mail.letters import SENDER

HOST = "localhost"
USERNAME, PASSWORD = "centre-aide", "un mot de passe de serveur"
ACCEPTED = "250 2.0.0 OK: queued as 4F1A"
SHORT = timedelta(milliseconds=300)
"""How long a step may take with a server that hangs: long enough for one that works."""


@dataclass
class Postbox:
    """What a server took. `answers` are given, one a letter, before it takes any; `to_recipient` likewise."""

    answers: list[str] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_sender: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(envelope)
        return ACCEPTED


@dataclass
class Running:
    """A server that runs, and where."""

    postbox: Postbox
    port: int


def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USERNAME, PASSWORD)
    return AuthResult(success=known, handled=False)


@contextmanager
def serving(
    security: Security = Security.NONE,
    *,
    sign_in: bool = False,
    certificate: trustme.LeafCert | None = None,
    offers_sign_in: bool = True,
    utf8: bool = True,
) -> Iterator[Running]:
    """A server for as long as the block lasts. `utf8`: it takes addresses with accents."""
    postbox = Postbox()
    context = None
    if security is not Security.NONE:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (certificate or localhost()).configure_cert(context)
    asked: dict[str, Any] = {"enable_SMTPUTF8": utf8}
    if sign_in:
        asked |= {
            "authenticator": authenticate,
            "auth_required": True,
            "auth_require_tls": security is Security.STARTTLS,
        }
    if not offers_sign_in:
        asked |= {"auth_exclude_mechanism": ["PLAIN", "LOGIN"]}
    if security is Security.STARTTLS:
        asked |= {"tls_context": context}
    own = context if security is Security.TLS else None
    controller = _Controller(postbox, hostname="127.0.0.1", port=free_port(), ssl_context=own, **asked)
    controller.start()
    try:
        yield Running(postbox, controller.port)
    finally:
        controller.stop()


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """aiosmtpd speaks with its own server once; it needs no certificate for that here."""
        with suppress(OSError), socket.create_connection((self.hostname, self.port), 1) as probe:
            if self.ssl_context is None:
                probe.recv(1024)
            else:
                self._through_tls(probe)

    @staticmethod
    def _through_tls(probe: socket.socket) -> None:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with context.wrap_socket(probe) as wrapped:
            wrapped.recv(1024)


@contextmanager
def behaving(do: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that does with each connection what `do` says; gives its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    do(connection)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def hangs(connection: socket.socket) -> None:
    """Says nothing, until the other side has had enough."""
    while connection.recv(1024):
        pass


def closes_mid_message(connection: socket.socket) -> None:
    """Follows the protocol up to the first line of the letter, then is gone."""
    _converse(connection)
    connection.recv(10)


def hangs_after_the_message(connection: socket.socket) -> None:
    """Takes the whole letter and never says whether it has it."""
    _converse(connection)
    hangs(connection)


def _converse(connection: socket.socket) -> None:
    connection.sendall(b"220 here\r\n")
    lines = connection.makefile("rb")
    for line in lines:
        if line.upper().startswith(b"DATA"):
            connection.sendall(b"354 go on\r\n")
            return
        connection.sendall(b"250 OK\r\n")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@cache
def authority() -> trustme.CA:
    return trustme.CA()


@cache
def localhost() -> trustme.LeafCert:
    return authority().issue_cert(HOST)


@cache
def elsewhere() -> trustme.LeafCert:
    return authority().issue_cert("smtp.exemple.ca")


@cache
def expired() -> trustme.LeafCert:
    return authority().issue_cert(HOST, not_after=datetime(2020, 1, 1, tzinfo=UTC))


def settings(port: int, folder: Path, security: Security = Security.NONE, **fields: object) -> MailServer:
    """How to reach a server of this file, its authority known."""
    ca_file = folder / "ca.pem"
    authority().cert_pem.write_to_path(str(ca_file))
    plain = MailServer(HOST, port, security, ca_file=ca_file, timeout=timedelta(seconds=10))
    return replace(plain, **fields)  # type: ignore[arg-type]


def with_sign_in(folder: Path, password: str = PASSWORD) -> dict[str, Any]:
    """The settings of a sign-in, its password in a private file."""
    file = folder / "password"
    file.touch(0o600)
    file.write_text(f"{password}\n")
    return {"username": USERNAME, "password_file": file}


def mailer(server: MailServer) -> ServerMailer:
    return ServerMailer(server, SENDER)
