"""The ways in which a typed text can be read as a username or as an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.near_misses.folding import fold

_SPOKEN_AT = re.compile(r"\s+(?:at|a|arobas|arobase)\s+|\((?:at|a)\)|\[(?:at|a)\]")
_KEY_OF_AT = frozenset(
    "2aqg#&\"'"
)  # what the key of @ gives without its modifier, on one keyboard or another
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_FOR_A_DOT = re.compile(r"[,;:]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text taken apart, with what had to be put right to read it so.

    `domain` is None for a username. `exact`: the part before the @ may hold one more stroke at most.
    """

    local: str
    domain: str | None
    slips: frozenset[Slip] = frozenset()
    exact: bool = False


def readings(typed: str, domains: Iterable[str]) -> tuple[Reading, ...]:
    """Every way to read `typed`, given the domains that an address without @ may end with."""
    folded = fold(typed)
    spoken = _SPOKEN_AT.sub("@", folded) if "@" not in folded else folded
    slips = {Slip.MISSING_AT} if spoken != folded else set[Slip]()
    bare = "".join(spoken.split())
    if bare != spoken or _has_invisible(typed, folded):
        slips.add(Slip.INNER_SPACE)
    if "@" in bare:
        local, _, domain = bare.rpartition("@")
        return (_dotted(_address(local.rstrip("@"), domain, frozenset(slips))),)
    return (_dotted(Reading(bare, None, frozenset(slips))), *_glued(bare, domains, frozenset(slips)))


def _has_invisible(typed: str, folded: str) -> bool:
    return len(folded) < len(typed.strip()) and not _INVISIBLE.isdisjoint(typed)


def _dotted(reading: Reading) -> Reading:
    """The reading, with dots for the commas before the @ too."""
    local = _FOR_A_DOT.sub(".", reading.local)
    if local == reading.local:
        return reading
    return replace(reading, local=local, slips=reading.slips | {Slip.COMMA_FOR_DOT})


def _address(local: str, domain: str, slips: frozenset[Slip]) -> Reading:
    dotted = _FOR_A_DOT.sub(".", domain)
    comma = {Slip.COMMA_FOR_DOT} if dotted != domain else set[Slip]()
    return Reading(local, dotted.strip("."), slips | comma)


def _glued(bare: str, domains: Iterable[str], slips: frozenset[Slip]) -> Iterable[Reading]:
    """Readings of an address whose @ was left out, or came out as another key."""
    dotted = _FOR_A_DOT.sub(".", bare)
    missing = slips | {Slip.MISSING_AT} | ({Slip.COMMA_FOR_DOT} if dotted != bare else frozenset())
    for domain in sorted(domain for domain in domains if dotted.endswith(domain) and domain):
        local = bare[: -len(domain)]
        if not local:
            continue
        yield _dotted(Reading(local, domain, missing))
        if local[-1] in _KEY_OF_AT:
            yield Reading(local[:-1], domain, missing, exact=True)
