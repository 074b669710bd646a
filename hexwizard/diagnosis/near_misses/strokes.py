"""The name of a stroke, and how far it takes the typed text from the one on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.near_misses.edits import Edit, Stroke
from hexwizard.diagnosis.near_misses.folding import ascii_lookalikes
from hexwizard.diagnosis.near_misses.keyboard import are_neighbours

SEPARATORS = frozenset("._- +")
COST = {
    Slip.ACCENT: 0.1,
    Slip.HOMOGLYPH: 0.15,
    Slip.INNER_SPACE: 0.2,
    Slip.COMMA_FOR_DOT: 0.2,
    Slip.SEPARATOR: 0.3,
    Slip.MISSING_AT: 0.3,
    Slip.TLD_TYPO: 0.3,
    Slip.DOMAIN_TYPO: 0.4,
    Slip.TRANSPOSITION: 0.6,
    Slip.DOUBLED: 0.6,
    Slip.DROPPED: 0.7,
    Slip.KEYBOARD_NEIGHBOUR: 0.7,
    Slip.SUBSTITUTED: 1.0,
    Slip.OTHER_ACCOUNT_MAIL: 1.0,
}
_OF_A_LETTER = frozenset(
    {
        Slip.TRANSPOSITION,
        Slip.DOUBLED,
        Slip.DROPPED,
        Slip.KEYBOARD_NEIGHBOUR,
        Slip.SUBSTITUTED,
        Slip.HOMOGLYPH,
    }
)
_COST_OF_A_DIGIT = 0.3


@dataclass(frozen=True, slots=True)
class Named:
    """A stroke with its name.

    `of_digits`: it changed a number, which is another valid one. `of_initial`: it put another first letter.
    """

    slip: Slip
    of_digits: bool = False
    of_initial: bool = False

    @property
    def cost(self) -> float:
        if self.slip is Slip.HOMOGLYPH:
            return COST[Slip.DOUBLED]  # between two plain characters: a weaker sign than a foreign letter
        return COST[self.slip] + (_COST_OF_A_DIGIT if self.of_digits else 0.0)


def named(edit: Edit, typed: str, recorded: str) -> Named:
    """What `edit`, which leads from `recorded` to `typed`, is called."""
    match edit.stroke:
        case Stroke.SWAPPED:
            pair = typed[edit.typed_at : edit.typed_at + 2]
            return Named(Slip.SEPARATOR if set(pair) <= SEPARATORS else Slip.TRANSPOSITION, pair.isdigit())
        case Stroke.MISSING:
            gone = recorded[edit.recorded_at]
            return Named(Slip.SEPARATOR if gone in SEPARATORS else Slip.DROPPED, gone.isdigit())
        case Stroke.EXTRA:
            return _extra(typed, edit.typed_at)
        case Stroke.REPLACED:
            found = _replaced(typed[edit.typed_at], recorded[edit.recorded_at])
            return replace(found, of_initial=edit.recorded_at == 0)


def of_letters(names: Iterable[Named]) -> tuple[Named, ...]:
    """Those that changed a letter or a digit, not merely a sign between words."""
    return tuple(name for name in names if name.slip in _OF_A_LETTER)


def _extra(typed: str, at: int) -> Named:
    letter = typed[at]
    beside = typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
    if letter in beside:
        return Named(Slip.DOUBLED, letter.isdigit())
    if letter in SEPARATORS:
        return Named(Slip.SEPARATOR)
    fat_finger = any(are_neighbours(letter, other) for other in beside)
    return Named(Slip.KEYBOARD_NEIGHBOUR if fat_finger else Slip.SUBSTITUTED, letter.isdigit())


def _replaced(letter: str, right: str) -> Named:
    if letter in SEPARATORS and right in SEPARATORS:
        return Named(Slip.SEPARATOR)
    if right == "." and letter in ",;:":
        return Named(Slip.COMMA_FOR_DOT)
    of_digits = letter.isdigit() and right.isdigit()
    if letter.isdigit() != right.isdigit() and _look_alike(letter, right):
        return Named(Slip.HOMOGLYPH)
    return Named(Slip.KEYBOARD_NEIGHBOUR if are_neighbours(letter, right) else Slip.SUBSTITUTED, of_digits)


def _look_alike(letter: str, right: str) -> bool:
    return right in ascii_lookalikes(letter) or letter in ascii_lookalikes(right)
