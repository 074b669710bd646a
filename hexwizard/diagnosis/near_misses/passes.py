"""The lines of the register that could be meant, found in as few passes over its text as can be.

A pass over the identifiers of 100,000 accounts takes a thousandth of a second or two, and a search is little else.
"""

from __future__ import annotations

from itertools import islice

from hexwizard.diagnosis.near_misses.register import Register

_SHORTEST_HALVED = 4
_MOST_WITH_A_PIECE = 1000
_SHORTEST_OF_ONE_PASS = 7
"""Of a shorter piece there are so many that to sort them out takes longer than a second pass."""

Lines = dict[int, str]
"""Lines of the register by where they begin."""


class Passes:
    """One search: what a pass has found serves all longer pieces, as of the other readings of what was typed."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._found: dict[str, Lines] = {}

    def near(self, local: str) -> Lines:
        """At least the lines whose part before the @ is one stroke or none away from `local`.

        One stroke leaves one half whole, unless it swaps the letters on both sides of the middle. Texts of
        three letters or fewer are looked for as they stand.
        """
        if len(local) < _SHORTEST_HALVED:
            return {**self._with(f"\n{local}@"), **self._with(f"\n{local}\n")}
        half = len(local) // 2
        first, last = local[:half], local[half:]
        swapped = local[: half - 1] + local[half : half + 1] + local[half - 1 : half] + local[half + 1 :]
        return {**self._beginning_with(first, swapped), **self._ending_with(last)}

    def further(self, local: str) -> Lines:
        """The lines whose part before the @ is two strokes from `local` and keeps a third of it whole."""
        third = -(-len(local) // 3)
        first, middle, last = local[:third], local[third : 2 * third], local[2 * third :]
        within = self._with(middle) if self._is_telling(middle) else {}
        return {**self._with(f"\n{first}"), **within, **self._ending_with(last)}

    def _beginning_with(self, first: str, swapped: str) -> Lines:
        """The lines that begin with one of the two, which begin alike but for the last sign of `first`."""
        alike = first[:-1]
        if len(alike) < _SHORTEST_OF_ONE_PASS:
            return {**self._with(f"\n{first}"), **self._with(f"\n{swapped}")}
        return {start: line for start, line in self._with(f"\n{alike}").items() if line.startswith((first, swapped))}

    def _ending_with(self, tail: str) -> Lines:
        """The lines with `tail` before their @ or at their end; the latter not where it is (of) a mail domain."""
        before, at_end = f"{tail}@", f"{tail}\n"
        some = self._few_with(tail) if len(tail) >= _SHORTEST_OF_ONE_PASS else None
        if some is not None:
            return {start: line for start, line in some.items() if before in line or line.endswith(tail)}
        return {**self._with(before), **(self._with(at_end) if self._is_telling(at_end) else {})}

    def _is_telling(self, piece: str) -> bool:
        """Whether so few lines have `piece` that it cannot be (of) a mail provider's domain."""
        return "." not in piece or self._register.text.count(piece) <= _MOST_WITH_A_PIECE

    def _few_with(self, piece: str) -> Lines | None:
        """The lines that hold `piece`; None where they are many."""
        found = self._known(piece)
        if found is None:
            found = dict(islice(self._register.lines_with(piece), _MOST_WITH_A_PIECE + 1))
            if len(found) > _MOST_WITH_A_PIECE:
                return None
            self._found[piece] = found
        return found if len(found) <= _MOST_WITH_A_PIECE else None

    def _with(self, piece: str) -> Lines:
        """The lines that hold `piece`; a line end in it anchors it."""
        found = self._known(piece)
        if found is None:
            found = self._found[piece] = dict(self._register.lines_with(piece))
        return found

    def _known(self, piece: str) -> Lines | None:
        """What an earlier pass tells of `piece`."""
        wider = next((lines for known, lines in self._found.items() if known in piece), None)
        if wider is None:
            return None
        return {start: line for start, line in wider.items() if piece in f"\n{line}\n"}
