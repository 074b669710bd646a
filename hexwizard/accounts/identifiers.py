"""What a client types at the sign-in, and when two of them are the same."""

from __future__ import annotations

import unicodedata

from hexwizard.accounts.problems import UnreadableText


def comparison_key(identifier: str) -> str:
    """The form in which identifiers are compared: NFC, trimmed, case-folded (the contract, import files).

    Folding can undo the composition, hence the second NFC.
    """
    if identifier.isascii():
        return identifier.strip().lower()  # the same, in a quarter of the time: an import compares half a million
    composed = unicodedata.normalize("NFC", identifier.strip())
    return unicodedata.normalize("NFC", composed.casefold())


def require_text(text: str) -> str:
    """`text` itself. Raises `UnreadableText` where it holds a lone surrogate (bytes that are not UTF-8)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableText("problem.not-utf8", position=error.start + 1) from None
    return text


def search_key(text: str) -> str:
    """The form in which names are searched: folded, without accents, so that « Levesque » finds « Lévesque »."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).strip()
