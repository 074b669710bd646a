"""Letters to an SMTP server, by the standard library's `smtplib` in whatever thread asks (RFC 5321).

A library of coroutines would gain nothing: the wizard's worker and the command line are threads that may wait, and a
socket with a time-out is easily given up. What it takes is imported when the first letter is sent.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from hexwizard.mail.mailer import Letter, MailNotSent
from hexwizard.mail.settings import MailServer

if TYPE_CHECKING:
    from hexwizard.mail.session import Session


class ServerMailer:
    """One connection a letter. May be called from several threads at once."""

    def __init__(self, server: MailServer, sender: str) -> None:
        self.server = server
        self._sender = sender
        self._guard = Lock()
        self._under_way: set[Session] = set()

    def send(self, letter: Letter) -> str:
        """Hand `letter` to the server; returns its answer. Takes no longer than `MailServer.longest`."""
        from hexwizard.mail.explaining import why_not
        from hexwizard.mail.message import as_bytes
        from hexwizard.mail.session import Session

        data = as_bytes(letter, self._sender)
        session = Session(self.server)
        with self._guard:
            self._under_way.add(session)
        try:
            return session.send(self._sender, letter.to, data)
        except MailNotSent:
            raise
        except Exception as error:
            raise why_not(error, self.server, session.step, letter.to) from error
        finally:
            session.end()
            with self._guard:
                self._under_way.discard(session)

    def stop(self) -> None:
        """Cut every connection that is open."""
        with self._guard:
            for session in self._under_way:
                session.cut()
