"""The plain form in which identifiers are laid side by side: no accents, no look-alikes, no capitals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_DIRECTION_MARK = "\u200e"  # the library's table puts it around letters written from right to left


def fold(text: str) -> str:
    """`text` trimmed, in lower case, its accents and look-alikes replaced by plain letters, on a single line.

    Zero-width and control marks go away; every kind of space becomes a plain one.
    """
    if text.isascii() and text.isprintable():
        return text.strip().lower()
    return "".join(map(_folded, text)).strip()


def accents_off(text: str) -> str:
    """`text` without the marks on its letters, otherwise as it stands."""
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    if character.isascii():
        return character.lower()
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(_plain(part) for part in parts if not unicodedata.combining(part))
    return kept.replace("\n", " ")


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    lookalikes = ascii_lookalikes(character) or ascii_lookalikes(character.casefold())
    return min(lookalikes) if lookalikes else character.casefold()


@lru_cache(maxsize=4096)
def ascii_lookalikes(character: str) -> frozenset[str]:
    """The plain letters, digits and signs, in lower case, that look like `character`.

    The table is Unicode's (UTS 39), 0.9 MB, and read only once a letter asks for it.
    """
    from confusable_homoglyphs.confusables import confusables_data

    found = (entry["c"].strip(_DIRECTION_MARK) for entry in confusables_data.get(character, ()))
    return frozenset(look.lower() for look in found if look.isascii() and look.isprintable() and look.strip())
