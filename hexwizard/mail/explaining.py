"""What went wrong between us and a mail server, as something that a person can act on."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl

from hexwizard.locale.message import Parameter
from hexwizard.locale.os_errors import why
from hexwizard.mail.mailer import MailNotSent, MailRefused, ServerAway
from hexwizard.mail.session import Step, one_line
from hexwizard.mail.settings import PORTS, MailServer, Security

_CERTIFICATE = {10: "expired", 9: "expired", 62: "name", 64: "name", 18: "unknown", 19: "unknown", 20: "unknown"}
"""OpenSSL's verify codes (`openssl verify`, DIAGNOSTICS): past or before its time, another name, unknown issuer."""
_NOBODY = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|4\.1)(?!\d)")
"""RFC 3463: no such mailbox, host or syntax; moved; RFC 7505: takes no mail; disabled. 5.4.1 is Exchange Online's word
for an unknown mailbox.
"""
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


_BY_KIND: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (ssl.SSLError, "problem.mail.tls"),
    (smtplib.SMTPNotSupportedError, "problem.mail.no-sign-in"),
    ((smtplib.SMTPException, ConnectionResetError, BrokenPipeError), "problem.mail.closed"),
    ((socket.gaierror, UnicodeError), "problem.mail.name"),
    (ConnectionRefusedError, "problem.mail.connection-refused"),
    (OSError, "problem.mail.unreachable"),
)
"""In this order: nearly all of them are kinds of `OSError`."""


def why_not(error: Exception, server: MailServer, step: Step, to: str) -> MailNotSent:
    """`error`, which ended a conversation with `server` at `step`, in words. Raises it where it is none of theirs."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error, step, server, to)
    key = _key(error, server, step)
    if key is None:
        raise error
    fills: dict[str, Parameter] = {
        "host": server.host,
        "port": str(server.port),
        "why": _reason(error),
        "security": server.security.value,
    }
    # what happens to one letter must not hold the others back
    kind = MailNotSent if step in (Step.RECIPIENT, Step.LETTER) else ServerAway
    return kind(key, **fills)


def _reason(error: Exception) -> Parameter:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return why(error) if isinstance(error, OSError) else ""


def _key(error: Exception, server: MailServer, step: Step) -> str | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"problem.mail.certificate.{_CERTIFICATE.get(error.verify_code, 'other')}"
    if _waits_for_tls(error, server, step):
        return "problem.mail.wants-tls"
    if _timed_out(error):
        return "problem.mail.hangs"
    if type(error) is smtplib.SMTPException and step is Step.SIGN_IN:
        return "problem.mail.no-sign-in"  # it offers sign-ins, and none that smtplib knows
    return next((key for kind, key in _BY_KIND if isinstance(error, kind)), None)


def _waits_for_tls(error: Exception, server: MailServer, step: Step) -> bool:
    """Where TLS is expected from the first byte, a client that waits for a greeting is left waiting, or hung up on."""
    mistaken = server.security is not Security.TLS and server.port == PORTS[Security.TLS]
    silent = _timed_out(error) or isinstance(error, smtplib.SMTPServerDisconnected | ConnectionResetError)
    return mistaken and silent and step is Step.REACH


def _timed_out(error: BaseException | None) -> bool:
    """smtplib says « disconnected » also where its wait was over; what it caught then is behind it."""
    while error is not None:
        if isinstance(error, TimeoutError):
            return True
        error = error.__context__
    return False


def _answered(error: smtplib.SMTPResponseException, step: Step, server: MailServer, to: str) -> MailNotSent:
    code, said = error.smtp_code, error.smtp_error
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    reply = one_line(f"{code} {words}")
    if step is Step.SIGN_IN or code in (530, 534, 535, 538):
        return ServerAway("problem.mail.sign-in", username=server.username or "—", reply=reply)
    if step is Step.SENDER and code >= 500:
        return ServerAway("problem.mail.sender-refused", reply=reply)
    if step in (Step.REACH, Step.SECURE, Step.SENDER) or code == 421:
        return ServerAway("problem.mail.server-refuses", host=server.host, reply=reply)
    if code < 500:
        return MailNotSent("problem.mail.later", reply=reply)
    return _refused(step, reply, to)


def _refused(step: Step, reply: str, to: str) -> MailRefused:
    if step is Step.LETTER:
        nobody = bool(_NOBODY.search(reply))
        return MailRefused("problem.mail.letter-refused", address=to, reply=reply, wrong_address=nobody)
    nobody = _is_nobody(reply)
    key = "problem.mail.mailbox-unknown" if nobody else "problem.mail.recipient-refused"
    return MailRefused(key, address=to, reply=reply, wrong_address=nobody)


def _is_nobody(reply: str) -> bool:
    """Whether a refusal of the recipient means that nobody has the address."""
    if _ENHANCED.search(reply):
        return bool(_NOBODY.search(reply))
    return reply[:3] in ("550", "551", "553") and "relay" not in reply.lower()
