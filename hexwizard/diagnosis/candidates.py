"""What a search for near misses gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Slip(StrEnum):
    """How a typed identifier differs from the one on record (the contract's `why`)."""

    TRANSPOSITION = "transposition"
    DROPPED = "dropped"
    DOUBLED = "doubled"
    SUBSTITUTED = "substituted"
    KEYBOARD_NEIGHBOUR = "keyboard-neighbour"
    DOMAIN_TYPO = "domain-typo"
    TLD_TYPO = "tld-typo"
    MISSING_AT = "missing-at"
    COMMA_FOR_DOT = "comma-for-dot"
    INNER_SPACE = "inner-space"
    HOMOGLYPH = "homoglyph"
    ACCENT = "accent"
    SEPARATOR = "separator"
    OTHER_ACCOUNT_MAIL = "other-account-mail"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that the client may have meant: its `identifier` on record, `why` it is near, `score` 0 to 1."""

    username: str
    identifier: str
    why: Slip
    score: float
