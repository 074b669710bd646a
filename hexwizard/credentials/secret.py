"""A secret that is held for a while: no `repr`, log, table of locals or debugger's view shows it (ASVS 16.2.5)."""

from __future__ import annotations


class Secret:
    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "••••"

    def told(self) -> str:
        """The text itself, for whoever needs it at this moment."""
        return self._text
