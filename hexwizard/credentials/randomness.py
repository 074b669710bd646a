"""Where chance comes from: handed in, so that a test can hand in its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Chooser(Protocol):
    def choice(self, items: Sequence[Item], /) -> Item:
        """One of `items`, each as likely as the others."""


def system_chooser() -> Chooser:
    """The operating system's randomness, fit for secrets."""
    return secrets.SystemRandom()
