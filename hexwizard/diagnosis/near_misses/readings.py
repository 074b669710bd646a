"""The ways in which a typed text can be read as a username or as an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.near_misses.folding import fold

_SPOKEN_AT = re.compile(r"\s+(?:at|a commercial|a|arobas|arobase)\s+|\((?:at|a)\)|\[(?:at|a)\]")
_SPOKEN_DOT = re.compile(r"\s+(?:point|dot)\s+")
_AROUND = re.compile(r"^[^<>]*<\s*([^<>]*?)\s*>.*$|^(?:mailto|e-?mail|courriel)\s*:\s*(.*)$|^www\.(.*@.*)$")
_BESIDE = "<>()[]«»\"'“”‘’,;:!?."
_KEY_OF_AT = frozenset("2aqg#&\"'")  # what the key of @ gives without its modifier, on one keyboard or another
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
    inner = _unwrapped(folded)
    slips = {Slip.DOUBLED} if inner != folded else set[Slip]()
    spoken = _SPOKEN_AT.sub("@", inner) if "@" not in inner else inner
    if spoken != inner:
        slips.add(Slip.MISSING_AT)
    dotted = _SPOKEN_DOT.sub(".", spoken)
    if dotted != spoken:
        slips.add(Slip.COMMA_FOR_DOT)
    bare = "".join(dotted.split())
    if bare != dotted or _has_invisible(typed, folded):
        slips.add(Slip.INNER_SPACE)
    if "@" in bare:
        return (_dotted(_parted(bare, frozenset(slips))),)
    return (_dotted(Reading(bare, None, frozenset(slips))), *_glued(bare, domains, frozenset(slips)))


def _unwrapped(text: str) -> str:
    """`text` without what comes along from elsewhere: « mailto: », « Alain <…> », quotation marks, a full stop."""
    found = _AROUND.match(text)
    inner = next((group for group in found.groups() if group), text) if found else text
    return inner.strip(_BESIDE + " ") or text


def _parted(bare: str, slips: frozenset[Slip]) -> Reading:
    """A text with an @, or several: one pressed twice, one in front of a username, a domain written twice."""
    local, _, domain = bare.rpartition("@")
    first, second = local.rstrip("@"), local.rpartition("@")[2]
    if second and second == domain and first != second:
        local, slips = local.rpartition("@")[0], slips | {Slip.DOUBLED}
    elif first != local:
        local, slips = first, slips | {Slip.DOUBLED}
    if not local:
        return Reading(domain, None, slips | {Slip.DOUBLED})
    if not domain:
        return Reading(local, None, slips | {Slip.DOMAIN_TYPO})
    return _address(local, domain, slips)


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
        for word in ("arobase", "arobas"):
            if local.endswith(word):
                yield _dotted(Reading(local.removesuffix(word), domain, missing))
        if local[-1] in _KEY_OF_AT:
            yield Reading(local[:-1], domain, missing, exact=True)
