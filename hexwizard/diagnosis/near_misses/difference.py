"""Where what was typed differs from what is on record, for the two to be shown one over the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from hexwizard.accounts.identifiers import comparison_key

_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class Contrast(Enum):
    """`MISSING`: on record and not typed; `EXTRA`: typed and not on record."""

    EQUAL = "equal"
    REPLACED = "replaced"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of both texts. A capital is no contrast: identifiers are compared without it."""

    contrast: Contrast
    typed: str
    recorded: str


def differences(typed: str, recorded: str) -> tuple[Span, ...]:
    """The spans of both texts, in order; joined, their halves are `typed` and `recorded` again.

    A letter stays whole with its accents. A replaced span has as many letters on both sides, so that they
    stand under one another.
    """
    from rapidfuzz.distance import Levenshtein

    left, right = letters(typed), letters(recorded)
    spans = (
        Span(
            _CONTRASTS[step.tag],
            "".join(left[step.src_start : step.src_end]),
            "".join(right[step.dest_start : step.dest_end]),
        )
        for step in Levenshtein.opcodes([*map(_key, left)], [*map(_key, right)])
    )
    return tuple(_merged(spans))


def nearest(typed: str, recorded: Sequence[str]) -> str:
    """The one of `recorded` that is nearest to `typed`: the address that an address was meant to be, say."""
    from rapidfuzz.distance import OSA

    key = comparison_key(typed)
    return min(recorded, key=lambda one: (("@" in one) != ("@" in key), OSA.distance(key, comparison_key(one)), one))


_CONTRASTS = {
    "equal": Contrast.EQUAL,
    "replace": Contrast.REPLACED,
    "delete": Contrast.EXTRA,
    "insert": Contrast.MISSING,
}


def letters(text: str) -> list[str]:
    """`text` cut where a reader sees a letter end: marks, joiners and skin tones stay with their letter."""
    found: list[str] = []
    for character in text:
        if found and (_clings(character) or found[-1].endswith(_JOINER)):
            found[-1] += character
        else:
            found.append(character)
    return found


def _clings(character: str) -> bool:
    is_mark = unicodedata.category(character).startswith("M")
    return is_mark or character == _JOINER or ord(character) in _SKIN_TONES


def _key(letter: str) -> str:
    """How a letter is compared; a space counts as one."""
    return comparison_key(letter) or letter


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    """Swapped letters (« io » for « oi ») come as one missing and one extra: shown as replaced."""
    waiting: list[Span] = []
    for span in spans:
        waiting.append(span)
        if len(waiting) == 3:
            joined = _swap(*waiting)
            if joined is not None:
                waiting = [joined]
            else:
                yield waiting.pop(0)
    yield from waiting


def _swap(first: Span, middle: Span, last: Span) -> Span | None:
    kinds = {first.contrast, last.contrast}
    if kinds != {Contrast.MISSING, Contrast.EXTRA} or middle.contrast is not Contrast.EQUAL:
        return None
    typed, recorded = (
        first.typed + middle.typed + last.typed,
        first.recorded + middle.recorded + last.recorded,
    )
    same_length = len(letters(typed)) == len(letters(recorded))
    return Span(Contrast.REPLACED, typed, recorded) if same_length and len(letters(typed)) == 2 else None
