"""One conversation with an SMTP server: reach it, secure it, sign in, hand over one letter (RFC 5321, 3207, 4954)."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from enum import StrEnum
from threading import Event, Timer

from hexwizard.mail.addresses import in_ascii
from hexwizard.mail.mailer import MailRefused, ServerAway
from hexwizard.mail.password import password_of
from hexwizard.mail.settings import MailServer, Security

_LONGEST_RECEIPT = 200
_DOT = re.compile(rb"(?m)^\.")


class Step(StrEnum):
    """Where a conversation is, for whoever must explain why it ended."""

    REACH = "reach"
    SECURE = "secure"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    LETTER = "letter"


class Session:
    """Used once. `cut` ends it from another thread; a timer does so where all of it takes too long."""

    def __init__(self, server: MailServer) -> None:
        self.step = Step.REACH
        self._server = server
        self._seconds = server.timeout.total_seconds()
        self._smtp: smtplib.SMTP | None = None
        self._is_cut = Event()
        self._timer = Timer(server.longest.total_seconds(), self.cut)
        self._timer.daemon = True

    def send(self, sender: str, to: str, data: bytes) -> str:
        """Hand over `data`; returns the server's answer, on one line.

        Raises `MailNotSent` for what a setting or an address forbids, and what smtplib, ssl and sockets raise.
        """
        self._timer.start()
        smtp = self._reached()
        self._secure(smtp)
        self._sign_in(smtp)
        self._name_both(smtp, in_ascii(sender), in_ascii(to), len(data))
        return self._hand_over(smtp, data)

    def cut(self) -> None:
        """End it now; whoever waits in it gets an `OSError` or one of smtplib."""
        self._is_cut.set()
        smtp = self._smtp
        if smtp is not None and (sock := smtp.sock) is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Let go of everything; the server has said what counts."""
        self._timer.cancel()
        if self._smtp is not None:
            self._smtp.close()

    def _reached(self) -> smtplib.SMTP:
        server = self._server
        if server.security is Security.TLS:
            smtp: smtplib.SMTP = _TlsSmtp(server.host, self._seconds, self._context())
        else:
            smtp = _Smtp(server.host, self._seconds)
        self._smtp = smtp  # first: from its first moment it can be cut
        code, said = smtp.connect(server.host, server.port)
        _accept((code, said), 220)
        return smtp

    def _secure(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._server.security is not Security.STARTTLS:
            return
        self.step = Step.SECURE
        if not smtp.has_extn("starttls"):
            raise ServerAway("problem.mail.no-tls", host=self._server.host, port=str(self._server.port))
        smtp.starttls(context=self._context())
        smtp.ehlo()

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        file = self._server.ca_file
        if file is not None:
            try:
                context.load_verify_locations(cafile=str(file))
            except OSError as error:  # ssl.SSLError is one
                raise ServerAway("problem.mail.ca-file", path=str(file), why=str(error)) from None
        return context

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        if self._server.username:
            self.step = Step.SIGN_IN
            smtp.login(self._server.username, password_of(self._server))

    def _name_both(self, smtp: smtplib.SMTP, sender: str, to: str, size: int) -> None:
        self.step = Step.SENDER
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        if not (sender.isascii() and to.isascii()):
            if not smtp.has_extn("smtputf8"):
                raise MailRefused("problem.mail.no-utf8", address=to)
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        _accept(smtp.mail(sender, options), 250)
        self.step = Step.RECIPIENT
        _accept(smtp.rcpt(to), 250, 251)

    def _hand_over(self, smtp: smtplib.SMTP, data: bytes) -> str:
        self.step = Step.LETTER
        _accept(smtp.docmd("DATA"), 354)
        if self._is_cut.is_set():  # by now another may be sending it
            raise TimeoutError
        if smtp.sock is not None:
            smtp.sock.settimeout(4 * self._seconds)  # the server may look for viruses first (RFC 5321 §4.5.3.2.6)
        smtp.send(_DOT.sub(b"..", data) + (b"" if data.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        answer = smtp.getreply()
        _accept(answer, 250)
        return one_line(f"{answer[0]} {answer[1].decode('ascii', 'replace')}")


class _Smtp(smtplib.SMTP):
    """Not yet connected, and knows already against which name a certificate is to be held."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(local_hostname=_own_name(), timeout=seconds)
        self._host = host


class _TlsSmtp(smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""

    def __init__(self, host: str, seconds: float, context: ssl.SSLContext) -> None:
        super().__init__(local_hostname=_own_name(), timeout=seconds, context=context)
        self._host = host


def _accept(answer: tuple[int, bytes], *wanted: int) -> None:
    """Raises `smtplib.SMTPResponseException` for any other answer."""
    if answer[0] not in wanted:
        raise smtplib.SMTPResponseException(*answer)


def one_line(text: str) -> str:
    """What a server said, fit to be kept and shown."""
    shown = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(shown.split())[:_LONGEST_RECEIPT]


def _own_name() -> str:
    """What this machine calls itself; smtplib would ask the name servers, which may take long."""
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]{1,255}", name) else "localhost"
