"""A sentence not yet put into words: what the domain hands to the edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias

Parameter: TypeAlias = "str | int | date | timedelta | Message | tuple[str | Message, ...]"


@dataclass(frozen=True, slots=True)
class Message:
    """A key of the catalogue and what fills its places.

    The domain decides *what* is said; `Words.render` decides in which language. A tuple is joined as the language
    joins a list; a nested message is rendered in the same language as the one around it; `count` picks the plural.
    """

    key: str
    params: dict[str, Parameter] = field(default_factory=dict)


def say(key: str, **params: Parameter) -> Message:
    """Shorthand for a `Message`: `say("cause.merged-account.evidence", survivor="alain")`."""
    return Message(key, params)
