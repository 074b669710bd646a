"""The six digits that prove an address: made and read back (ASVS 6.4.2, 6.5.2, 6.5.5)."""

from __future__ import annotations

from hexwizard.accounts.identifiers import require_text
from hexwizard.accounts.problems import Problem
from hexwizard.credentials.randomness import Chooser

LENGTH = 6
_DIGITS = "0123456789"


class CodeUnreadable(Problem):
    """What was typed is no code at all: it costs no try."""


def generate(chooser: Chooser) -> str:
    """Six digits, each as likely as the others."""
    return "".join(chooser.choice(_DIGITS) for _ in range(LENGTH))


def read(typed: str) -> str:
    """The digits that the client read out, however they were grouped. Raises `CodeUnreadable`."""
    digits = "".join(one for one in require_text(typed) if one not in " -\u00a0\u202f.")
    if len(digits) != LENGTH or any(one not in _DIGITS for one in digits):
        raise CodeUnreadable("verification.code.unreadable", count=LENGTH)
    return digits
