"""What a read asks about the accounts that are already there. A store's reader answers as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hexwizard.accounts.model import Account


class Existing(Protocol):
    """Looked up one by one, so that a file of ten rows never loads a store of 100,000 accounts."""

    def account(self, username: str) -> Account | None:
        """The account of that username, compared as identifiers are."""

    def holders(self, identifier: str) -> Sequence[Account]:
        """All accounts that hold `identifier` in any place."""


class _NoAccounts:
    def account(self, username: str) -> Account | None:  # noqa: ARG002
        return None

    def holders(self, identifier: str) -> Sequence[Account]:  # noqa: ARG002
        return ()


NO_ACCOUNTS: Existing = _NoAccounts()
"""A store without accounts: a first import."""
