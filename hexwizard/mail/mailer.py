"""What the desk asks of mail, whichever way it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hexwizard.accounts.problems import Problem


class MailNotSent(Problem):
    """The letter did not leave; the message says why. It may later: a server away, a greylist (RFC 5321 4yz)."""


class ServerAway(MailNotSent):
    """The server cannot be reached or signed in to: every other letter would fare alike."""


class MailRefused(MailNotSent):
    """It never will: the server said no for good (RFC 5321 5yz), or the address is none.

    `wrong_address`: the server says that nobody has the address (RFC 3463 X.1.z).
    """

    def __init__(self, key: str, *, wrong_address: bool = False, **params: str | int) -> None:
        super().__init__(key, **params)
        self.wrong_address = wrong_address


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of plain text. `body` may hold a code, and is kept out of every `repr`.

    `id` and `written_at` (UTC) are the same at each try, so that a letter which arrives twice can be told for one.
    """

    id: str
    written_at: datetime
    to: str
    name: str
    subject: str
    body: str = field(repr=False)
    language: str


class Mailer(Protocol):
    def send(self, letter: Letter) -> str:
        """Send `letter`; returns what tells of it (the file that it is in, the server's answer).

        Once it returns, the letter is on its way for good: it survives a crash. Raises `MailNotSent`, and `MailRefused`
        where trying again would be no use.
        """

    def stop(self) -> None:
        """Give up what is under way, from another thread: it raises `MailNotSent` there."""
