"""What the desk asks of mail, whichever way it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from hexwizard.accounts.problems import Problem


class MailNotSent(Problem):
    """The letter did not leave; the message says why. Nobody received anything."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of plain text. `body` may hold a code, and is kept out of every `repr`."""

    to: str
    name: str
    subject: str
    body: str = field(repr=False)
    language: str


class Mailer(Protocol):
    def send(self, letter: Letter) -> str:
        """Send `letter`; returns where a person can look it up, empty where nowhere. Raises `MailNotSent`.

        Once it returns, the letter is on its way for good: it survives a crash.
        """
