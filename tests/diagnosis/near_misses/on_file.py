"""An account file for near misses, given as who holds what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.diagnosis.candidates import Candidate
from hexwizard.diagnosis.near_misses import NearMisses
from tests.diagnosis.near_misses.people import providers


class OnFile:
    """`holdings`: each identifier with the username of an account that holds it."""

    def __init__(self, holdings: Iterable[tuple[str, str]]) -> None:
        self._holders = defaultdict[str, list[tuple[str, str]]](list)
        for identifier, username in holdings:
            self._holders[comparison_key(identifier)].append((identifier, username))
        self.near_misses = NearMisses(self._holders, providers())

    def search(self, typed: str, limit: int = 5) -> tuple[Candidate, ...]:
        """The accounts that may be meant."""
        return self.near_misses.search(typed, lambda key: self._holders.get(key, ()), limit)
