"""Whether a line of the file is what the client meant, why, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.diagnosis.candidates import Slip
from hexwizard.diagnosis.near_misses.domains import Domains
from hexwizard.diagnosis.near_misses.edits import edits
from hexwizard.diagnosis.near_misses.folding import accents_off
from hexwizard.diagnosis.near_misses.namesakes import Namesakes
from hexwizard.diagnosis.near_misses.readings import Reading
from hexwizard.diagnosis.near_misses.register import Register
from hexwizard.diagnosis.near_misses.strokes import COST, Named, named, of_letters
from hexwizard.diagnosis.near_misses.tolerance import Tolerance

_SHORTEST_WITHOUT_DOMAIN = 5
_MOST_NAMESAKES_OF_A_USERNAME = 0.006  # usernames are plain names: everybody's first idea of an address
_MOST_NAMESAKES = 0.27  # above it, the same name at another provider is as likely another person
_OF_ONE_PROVIDER = 8  # hotmail.ca for hotmail.com: one client's two memories more often than two clients
_COST_OF_NAMESAKES = 0.9
_COST_OF_A_NAME = 0.6  # what was typed is itself somebody's name: « mario » for « marie »
_WORST = 3.0

# The most telling first: what the client would recognise at a glance.
_TELLING = (
    Slip.OTHER_ACCOUNT_MAIL,
    Slip.HOMOGLYPH,
    Slip.MISSING_AT,
    Slip.COMMA_FOR_DOT,
    Slip.INNER_SPACE,
    Slip.DOMAIN_TYPO,
    Slip.TLD_TYPO,
    Slip.TRANSPOSITION,
    Slip.DOUBLED,
    Slip.DROPPED,
    Slip.KEYBOARD_NEIGHBOUR,
    Slip.SUBSTITUTED,
    Slip.ACCENT,
    Slip.SEPARATOR,
)
_RANK = {slip: rank for rank, slip in enumerate(_TELLING)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line is near and how surely, between 0 and 1.

    `alone`: enough to name an account by itself; otherwise only worth a look beside another that is.
    """

    why: Slip
    score: float
    alone: bool = True


class Judge:
    """Knows the providers and the file, and settles one typed text against one line at a time."""

    def __init__(self, domains: Domains, register: Register) -> None:
        self._domains = domains
        self._tolerance = Tolerance(register)
        self._namesakes = Namesakes(register)

    def get_ready(self) -> None:
        """Make what is made when first wanted."""
        self._namesakes.get_ready()

    def verdict(self, typed: str, reading: Reading, line: str, recorded: str) -> Verdict | None:
        """`recorded`: the identifier as on file; `line`: its folded form. None where it is not near."""
        local, at, domain = line.rpartition("@") if "@" in line else (line, "", "")
        slips = set(reading.slips) | _marks(typed, recorded)
        names = tuple(named(edit, reading.local, local) for edit in edits(reading.local, local))
        place = self._place(reading, domain if at else None, names)
        if place is _ELSEWHERE:
            return None
        slips |= place
        if not self._tolerance.allows(reading, local, names, slips):
            return None
        cost = sum(COST[slip] for slip in slips) + sum(name.cost for name in names)
        if of_letters(names) and self._tolerance.is_a_name(reading.local, local):
            cost += _COST_OF_A_NAME
        alone = Slip.OTHER_ACCOUNT_MAIL not in place or self._is_telling(local, reading.domain or "", domain)
        cost += 0.0 if alone else _COST_OF_NAMESAKES
        why = min({*slips, *(name.slip for name in names)}, key=_RANK.__getitem__, default=None)
        return None if why is None else Verdict(why, round(max(0.05, 1 - cost / _WORST), 4), alone)

    def _place(self, reading: Reading, domain: str | None, names: tuple[Named, ...]) -> frozenset[Slip]:
        """The slips after the @; `_ELSEWHERE` where the two have nothing to do with one another."""
        if reading.domain == domain:
            return frozenset()
        if reading.domain is None:  # left out, the @ with it
            if of_letters(names):
                return _ELSEWHERE
            return frozenset({Slip.DOMAIN_TYPO if Slip.DOMAIN_TYPO in reading.slips else Slip.MISSING_AT})
        if domain is None:
            slip = Slip.OTHER_ACCOUNT_MAIL if reading.domain in self._domains.known else None
        else:
            slip = self._domains.slip(reading.domain, domain)
        if slip is None or (slip is Slip.OTHER_ACCOUNT_MAIL and names):
            return _ELSEWHERE
        return frozenset({slip})

    def _is_telling(self, local: str, typed: str, recorded: str) -> bool:
        """Whether `local` says by itself whose it is, at another domain than the `recorded` one (none: a username)."""
        most = _MOST_NAMESAKES if recorded else _MOST_NAMESAKES_OF_A_USERNAME
        if recorded and typed.partition(".")[0] == recorded.partition(".")[0]:
            most *= _OF_ONE_PROVIDER
        return len(local) >= _SHORTEST_WITHOUT_DOMAIN and self._namesakes.expected(local) <= most


_ELSEWHERE: frozenset[Slip] = frozenset(Slip)


def _marks(typed: str, recorded: str) -> set[Slip]:
    """Accents and look-alikes that one of the two texts has and the other has not."""
    odd = _beyond_ascii(typed) ^ _beyond_ascii(recorded)
    slips = set[Slip]()
    for character in odd:
        plain = accents_off(character)
        if character.isspace() or not character.isprintable():
            continue
        slips.add(Slip.ACCENT if plain.isascii() else Slip.HOMOGLYPH)
    return slips


def _beyond_ascii(text: str) -> set[str]:
    return {character for character in comparison_key(text) if not character.isascii()}
