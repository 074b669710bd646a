"""Text for the terminal from a command: data made harmless, one line where one line is promised."""

from __future__ import annotations

import unicodedata

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def harmless(text: str) -> str:
    """`text` with control, bidi and zero-width characters made visible, so that no data can drive the terminal."""
    return "".join(
        f"‹U+{ord(character):04X}›" if unicodedata.category(character) in _UNSEEN else character for character in text
    )


def one_line(text: str) -> str:
    """`text` harmless and on one line."""
    return harmless(" ".join(text.splitlines()))
