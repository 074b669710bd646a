"""The keys, each with the one thing that it means, on whatever screen it counts.

A letter means an act or an answer; a number, what bears that number on the screen; an arrow and Enter, what one is on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Answer(StrEnum):
    """The keys that answer a question. Without one of its own an answer is chosen by its number."""

    YES = "o"
    NO = "x"
    SOMEWHAT = "u"
    NONE = "a"
    INVALID = "i"
    DEACTIVATED = "d"
    CALL_BACK = "r"
    EMAIL_CODE = "e"
    KNOWN_PROFESSIONAL = "k"
    LEAVE = "q"
    BY_NUMBER = ""
    BY_ARROW = "↵"
    """Where numbers mean something else on the screen: arrows and Enter alone."""


MEANINGS: Final[dict[str, frozenset[str]]] = {
    key: frozenset(meant.split())
    for key, meant in {
        "a": "none",
        "b": "reply",
        "c": "copy",
        "d": "deactivated",
        "e": "email-code",
        "f": "queue take-case put-back",
        "g": "given",
        "h": "home",
        "i": "invalid",
        "j": "end-hand-over",
        "k": "known-professional",
        "l": "client-language",
        "m": "new-account",
        "n": "new-call",
        "o": "yes works",
        "p": "phone",
        "q": "quit leave",
        "r": "call-back",
        "s": "save save-table",
        "t": "try-again",
        "u": "somewhat",
        "v": "reveal",
        "w": "park",
        "x": "no still-not",
        "y": "copy-secret",
        "z": "clear",
        "1": "repair way-1 insight add-operator",
        "2": "repair way-2 change-password toggle-operator",
        "3": "repair way-3 import unlock-operator",
        "4": "repair operators reset-operator",
        "5": "repair verification-policy",
        "space": "tick",
        "enter": "next choose take close unlock field-next field-submit",
        "escape": "back cancel quit stay stop close tour-skip",
        "tab": "field-past",
        "shift+tab": "field-before",
        "up": "drawing-before",
        "down": "choose-client other-drawing",
        "left": "week-before",
        "right": "week-after",
        "home": "first-week",
        "end": "last-week",
        "pageup": "back-up",
        "pagedown": "further",
        "f1": "help close",
        "f2": "language",
        "f3": "note",
        "f4": "answers",
        "f5": "spell",
        "f6": "theme",
        "f7": "pinned-notes",
        "f8": "take-waiting",
        "delete": "unpin",
        "question_mark": "tour",
        "ctrl+c": "stop",
        "ctrl+e": "mail-secret",
        "ctrl+l": "lock",
        "ctrl+o": "another-operator sign-out",
        "ctrl+p": "palette",
        "ctrl+q": "quit",
        "ctrl+s": "start-import create-client accept-policy",
    }.items()
}
"""By key: the ids of what it does. Several ids are one meaning in several places."""
