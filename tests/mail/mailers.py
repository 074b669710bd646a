"""Mailers without a server, for tests of what stands above them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hexwizard.mail.mailer import Letter, MailNotSent


@dataclass
class Mailbox:
    """Takes every letter, unless it is told what to answer first; `meanwhile` happens while one is handed over."""

    answers: list[MailNotSent] = field(default_factory=list)
    seen: list[Letter] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    is_stopped: bool = False

    def send(self, letter: Letter) -> str:
        self.seen.append(letter)
        self.meanwhile()
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append(letter)
        return "250 OK"

    def stop(self) -> None:
        self.is_stopped = True
