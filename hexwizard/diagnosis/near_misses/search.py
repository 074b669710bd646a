"""The near misses of a typed identifier over the whole account file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TypeAlias

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.diagnosis.candidates import Candidate, Slip
from hexwizard.diagnosis.near_misses.domains import Domains
from hexwizard.diagnosis.near_misses.folding import fold
from hexwizard.diagnosis.near_misses.judging import Judge
from hexwizard.diagnosis.near_misses.passes import Passes
from hexwizard.diagnosis.near_misses.readings import Reading, readings
from hexwizard.diagnosis.near_misses.register import Register
from hexwizard.diagnosis.near_misses.tolerance import MOST_STROKES, SHORTEST_FOR_TWO

_LONGEST = 320  # an address has 64 characters before the @ and 255 behind it (RFC 5321 §4.5.3.1)
_MOST_JUDGED = 400

Whose: TypeAlias = Callable[[str], Iterable[tuple[str, str]]]
"""Who holds an identifier, given as it is compared: each as (identifier as recorded, username)."""


@dataclass(frozen=True, slots=True)
class _Near:
    """An identifier near what was typed, whoever holds it."""

    identifier: str
    why: Slip
    score: float
    alone: bool


class NearMisses:
    """Built once from every identifier of the file, then asked what a client may have meant.

    Pure: the same accounts in any order give the same answer.
    """

    def __init__(self, identifiers: Iterable[str], providers: frozenset[str] = frozenset()) -> None:
        """`identifiers`: each as it is compared; `providers`: the known mail domains."""
        self._register = Register(identifiers)
        self._domains = Domains(frozenset(domain.casefold() for domain in providers))
        self._judge = Judge(self._domains, self._register)

    def get_ready(self) -> None:
        """Make what only some searches want, so that the first of them need not wait for it."""
        self._register.get_ready()
        self._judge.get_ready()

    def search(self, typed: str, whose: Whose, limit: int = 5) -> tuple[Candidate, ...]:
        """The accounts that `typed` is a slip of, the likeliest first, each once; none where nothing is near.

        An account that holds `typed` exactly is no near miss of it. Any text is welcome.
        """
        if len(typed) > _LONGEST or not fold(typed):
            return ()
        near = sorted(self._near(typed), key=lambda one: (-one.score, one.identifier))
        exact = {username for _, username in whose(comparison_key(typed))} if near else set[str]()
        return tuple(islice(_accounts(near, whose, exact), max(0, limit)))

    def _near(self, typed: str) -> list[_Near]:
        domains = self._domains.known | self._register.domains if "@" not in typed else self._domains.known
        reads = [reading for reading in readings(typed, domains) if reading.local]
        reads.sort(key=lambda one: len(one.local))  # what is found for the shorter serves the longer
        passes = Passes(self._register)
        near = self._judged(typed, ((read, passes.near(read.local)) for read in reads))
        if near:
            return near
        longer = [read for read in reads if len(read.local) >= SHORTEST_FOR_TWO and not read.exact]
        return self._judged(typed, ((read, passes.further(read.local)) for read in longer))

    def _judged(self, typed: str, lines: Iterable[tuple[Reading, dict[int, str]]]) -> list[_Near]:
        """The near ones of the lines found for each reading; none where not one of them can stand alone."""
        found = list[_Near]()
        for reading, texts in lines:
            for start in self._nearest(reading.local, texts):
                identifier = self._register.identifier_at(start, texts[start])
                verdict = self._judge.verdict(typed, reading, texts[start], identifier)
                if verdict is not None:
                    found.append(_Near(identifier, verdict.why, verdict.score, verdict.alone))
        return found if any(one.alone for one in found) else []

    def _nearest(self, local: str, lines: dict[int, str]) -> list[int]:
        """The starts of the lines within two strokes of `local`, the nearest first, a few hundred at most."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        locals_ = {start: line.rpartition("@")[0] or line for start, line in lines.items()}
        found = process.extract(local, locals_, scorer=OSA.distance, score_cutoff=MOST_STROKES, limit=None)
        found.sort(key=lambda match: (match[1], self._register.identifier_at(match[2], lines[match[2]])))
        return [start for _, _, start in found[:_MOST_JUDGED]]


def _accounts(near: Iterable[_Near], whose: Whose, exact: set[str]) -> Iterator[Candidate]:
    """Who holds the near identifiers, each account once and at its best; those in `exact` left out."""
    seen = set(exact)
    for _, alike in groupby(near, key=lambda one: one.score):
        holding = (
            Candidate(username, identifier, one.why, one.score)
            for one in alike
            for identifier, username in whose(one.identifier)
        )
        for candidate in sorted(holding, key=_order):
            if candidate.username not in seen:
                seen.add(candidate.username)
                yield candidate


def _order(candidate: Candidate) -> tuple[str, str, Slip]:
    return (comparison_key(candidate.username), candidate.identifier, candidate.why)
