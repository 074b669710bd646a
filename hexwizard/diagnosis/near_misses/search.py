"""The near misses of a typed identifier over the whole account file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.diagnosis.candidates import Candidate
from hexwizard.diagnosis.near_misses.domains import Domains
from hexwizard.diagnosis.near_misses.folding import fold
from hexwizard.diagnosis.near_misses.judging import Judge
from hexwizard.diagnosis.near_misses.readings import Reading, readings
from hexwizard.diagnosis.near_misses.register import Register
from hexwizard.diagnosis.near_misses.tolerance import MOST_STROKES, SHORTEST_FOR_TWO

_LONGEST = 320  # an address has 64 characters before the @ and 255 behind it (RFC 5321 §4.5.3.1)
_MOST_JUDGED = 400


class NearMisses:
    """Built once from every identifier of the file, then asked what a client may have meant.

    Pure: the same accounts in any order give the same answer. Nothing is computed before the first search.
    """

    def __init__(self, holdings: Iterable[tuple[str, str]], providers: frozenset[str] = frozenset()) -> None:
        """`holdings`: each identifier with its account's username; `providers`: the known mail domains."""
        self._register = Register(holdings)
        self._domains = Domains(frozenset(domain.casefold() for domain in providers))
        self._judge = Judge(self._domains, self._register)

    def search(self, typed: str, limit: int = 5) -> tuple[Candidate, ...]:
        """The accounts that `typed` is a slip of, the likeliest first, each once; none where nothing is near.

        An account that holds `typed` exactly is no near miss of it. Any text is welcome.
        """
        if len(typed) > _LONGEST or not fold(typed):
            return ()
        best: dict[str, Candidate] = {}
        for candidate in self._candidates(typed):
            held = best.get(candidate.username)
            if held is None or _order(candidate) < _order(held):
                best[candidate.username] = candidate
        for username in self._holders(typed):
            best.pop(username, None)
        return tuple(islice(sorted(best.values(), key=_order), max(0, limit)))

    def _holders(self, typed: str) -> Iterator[str]:
        for start, _ in self._register.lines_with(f"\n{fold(typed)}\n"):
            identifier, username = self._register.holding_at(start)
            if comparison_key(identifier) == comparison_key(typed):
                yield username

    def _candidates(self, typed: str) -> list[Candidate]:
        domains = self._domains.known | self._register.domains if "@" not in typed else self._domains.known
        reads = [reading for reading in readings(typed, domains) if reading.local]
        near = self._judged(typed, ((read, self._register.near(read.local)) for read in reads))
        if near:
            return near
        longer = [read for read in reads if len(read.local) >= SHORTEST_FOR_TWO and not read.exact]
        return self._judged(typed, ((read, self._register.further(read.local)) for read in longer))

    def _judged(self, typed: str, lines: Iterable[tuple[Reading, dict[int, str]]]) -> list[Candidate]:
        """The near ones of the lines found for each reading; none where not one of them can stand alone."""
        found, any_alone = list[Candidate](), False
        for reading, texts in lines:
            for start in self._nearest(reading.local, texts):
                identifier, username = self._register.holding_at(start)
                verdict = self._judge.verdict(typed, reading, texts[start], identifier)
                if verdict is not None:
                    found.append(Candidate(username, identifier, verdict.why, verdict.score))
                    any_alone = any_alone or verdict.alone
        return found if any_alone else []

    def _nearest(self, local: str, lines: dict[int, str]) -> list[int]:
        """The starts of the lines within two strokes of `local`, the nearest first, a few hundred at most."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        locals_ = {start: line.rpartition("@")[0] or line for start, line in lines.items()}
        found = process.extract(local, locals_, scorer=OSA.distance, score_cutoff=MOST_STROKES, limit=None)
        found.sort(key=lambda match: (match[1], lines[match[2]], self._register.holding_at(match[2])))
        return [start for _, _, start in found[:_MOST_JUDGED]]


def _order(candidate: Candidate) -> tuple[float, str, str]:
    return (-candidate.score, comparison_key(candidate.username), candidate.identifier)
