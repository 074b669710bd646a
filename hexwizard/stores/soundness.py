"""What a check of a store has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that `verify` found.

    `where` is a place a person can go to (a table and key, a line, a file); `what` a catalogue key, with `details`.
    """

    where: str
    what: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` saw: how many records of each table, how many audit entries, and all damage (empty = sound)."""

    counts: Mapping[str, int]
    damage: tuple[Damage, ...]
