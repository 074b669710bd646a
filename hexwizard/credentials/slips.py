"""The usual slips of a password: what the client may have meant, to explain a refusal, never to admit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import StrEnum

MOST_VARIANTS = 8

_US = dict(zip("1234567890", "!@#$%^&*()", strict=True))
_CANADIAN_FRENCH = dict(zip("1234567890", '!"/$%?&*()', strict=True))
_FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
_SPACING_ACCENTS = {"^": "\u0302", "`": "\u0300", "´": "\u0301", "¨": "\u0308", "'": "\u0301", "~": "\u0303"}


class PasswordSlip(StrEnum):
    CAPS_LOCK = "caps-lock"
    FIRST_LETTER = "first-letter"
    SPACE = "space"
    EXTRA_CHARACTER = "extra-character"
    DIGIT_OR_SYMBOL = "digit-or-symbol"
    ACCENT = "accent"


def variants(typed: str) -> tuple[tuple[PasswordSlip, str], ...]:
    """What `typed` would be without one slip, likeliest first: at most eight, all different, none `typed` itself."""
    whole = unicodedata.normalize("NFC", typed)  # a letter and its accent are one character to the hand
    seen = {typed, whole, ""}
    kept: list[tuple[PasswordSlip, str]] = []
    for slip, text in _guesses(whole):
        if text not in seen and len(kept) < MOST_VARIANTS:
            seen.add(text)
            kept.append((slip, text))
    return tuple(kept)


def _guesses(typed: str) -> Iterator[tuple[PasswordSlip, str]]:
    if not typed:
        return
    yield PasswordSlip.CAPS_LOCK, typed.swapcase()
    yield PasswordSlip.FIRST_LETTER, typed[0].swapcase() + typed[1:]
    yield PasswordSlip.SPACE, typed.strip()
    yield PasswordSlip.EXTRA_CHARACTER, typed[:-1]
    for keyboard in (_US, _CANADIAN_FRENCH, _FRENCH):
        back = {symbol: digit for digit, symbol in keyboard.items()}
        other = keyboard.get(typed[-1]) or back.get(typed[-1])
        if other:
            yield PasswordSlip.DIGIT_OR_SYMBOL, typed[:-1] + other
    yield PasswordSlip.ACCENT, _composed(typed)
    yield PasswordSlip.ACCENT, unicodedata.normalize("NFD", typed)


def _composed(typed: str) -> str:
    """A dead key that came out as a character of its own, put back on its letter: `for^et` is `forêt`."""
    out: list[str] = []
    pending = ""
    for character in typed:
        if pending and character.isalpha():
            joined = unicodedata.normalize("NFC", character + _SPACING_ACCENTS[pending])
            out.append(joined if len(joined) == 1 else pending + character)
            pending = ""
            continue
        out.append(pending)
        pending = character if character in _SPACING_ACCENTS else ""
        if not pending:
            out.append(character)
    return "".join(out) + pending
