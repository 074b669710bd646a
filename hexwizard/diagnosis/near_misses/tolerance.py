"""How many strokes are still a slip of one text, and from where on it is another client's identifier."""

from __future__ import annotations

import re

from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.near_misses.readings import Reading
from hexwizard.diagnosis.near_misses.register import Register
from hexwizard.diagnosis.near_misses.strokes import Named, of_letters

MOST_STROKES = 2
_SHORTEST_FOR_ONE = 4  # « jo » is no slip of « jp »
SHORTEST_FOR_TWO = 8
_SHORTEST_FOR_ANY_TWO = 10
_SHORTEST_FOR_TWO_DROPPED = 12  # « boutilette » for « bouthillette »
_OF_THE_HAND = (Slip.TRANSPOSITION, Slip.DOUBLED)  # what no name does to another by chance
_WORD = re.compile(r"[^\W\d_]+")


class Tolerance:
    """Settles whether the strokes between two texts are too many, knowing the names in the file."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def allows(self, reading: Reading, local: str, names: tuple[Named, ...], slips: set[Slip]) -> bool:
        """`names`: the strokes from `local`, on record, to the reading; `slips`: what else went wrong."""
        letters = of_letters(names)
        without_domain = reading.domain is None and not slips.isdisjoint((Slip.MISSING_AT, Slip.DOMAIN_TYPO))
        if (reading.exact and len(names) > 1) or (letters and without_domain):
            return False
        if not letters:
            return len(local) > 1
        shorter = min(len(local), len(reading.local))
        if sum(name.slip is not Slip.COMMA_FOR_DOT for name in names) == 1:
            return shorter >= _SHORTEST_FOR_ONE
        if shorter < SHORTEST_FOR_TWO or self.is_a_name(reading.local, local):
            return False
        another_domain = len(letters) > 1 and not slips.isdisjoint((Slip.DOMAIN_TYPO, Slip.TLD_TYPO))
        return not another_domain and _are_a_slip(letters, shorter)

    def is_a_name(self, typed: str, recorded: str) -> bool:
        """Whether what was typed is whole in itself: every changed word is a word of another client too."""
        changed = set(_WORD.findall(typed)) - set(_WORD.findall(recorded))
        return bool(changed) and all(self._register.bears_name(word) for word in changed)


def _are_a_slip(letters: tuple[Named, ...], length: int) -> bool:
    """Whether a stroke beside another separator, or two strokes, are a hand's work in a text so long."""
    if any(name.slip in _OF_THE_HAND and not name.of_digits for name in letters):
        return True
    if any(name.of_initial for name in letters) or all(name.of_digits for name in letters):
        return False
    if len(letters) == 1:
        return letters[0].slip is not Slip.SUBSTITUTED
    if all(name.slip is Slip.DROPPED for name in letters):
        return length >= _SHORTEST_FOR_TWO_DROPPED
    neighbour = any(name.slip is Slip.KEYBOARD_NEIGHBOUR for name in letters)
    return neighbour and length >= _SHORTEST_FOR_ANY_TWO
