"""How many others would have the same address by chance: why « marie.tremblay » is weak evidence."""

from __future__ import annotations

import re
from collections import Counter

from hexwizard.diagnosis.near_misses.register import Register

_HEAD, _TAIL = 4, 5
_DIGITS = re.compile(r"\d+")
_SEPARATOR = re.compile(r"[._-]")
_YEARS = 60.0  # birth years that clients put behind their names: any of them is about as usual
_UNSEEN = 0.3


class Namesakes:
    """Counts in the file how usual a name is. What it counts once for the whole file, it keeps."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_separator: Counter[str] = Counter()

    def expected(self, local: str) -> float:
        """How many of as many strangers as the file has clients would have `local` before their @.

        Its first word and its last one are counted among addresses that put the same sign between words, as
        if they were drawn independently, as given and family names are. The digits are a year, or any number.
        """
        letters = _DIGITS.sub("", local).strip("._-+")
        sign = _sign(letters)
        words = letters.split(sign) if sign else [letters[:_HEAD], letters[-_TAIL:]]
        heads = self._addresses(f"\n{words[0]}{sign}", sign) + _UNSEEN
        tails = self._addresses(f"{sign}{words[-1]}", sign) + _UNSEEN
        return heads * tails / (self._signed(sign) + 1) * _chance_of_digits("".join(_DIGITS.findall(local)))

    def _addresses(self, piece: str, sign: str) -> int:
        """How many addresses, but for one, hold `piece` and put `sign` between their words."""
        addresses = (line.partition("@")[0] for _, line in self._register.lines_with(piece) if "@" in line)
        return max(0, sum(_sign(local) == sign for local in addresses) - 1)

    def _signed(self, sign: str) -> int:
        if not self._by_separator:
            self._by_separator.update(
                _sign(address.partition("@")[0]) for address in self._register.addresses()
            )
        return self._by_separator[sign]


def _sign(local: str) -> str:
    found = _SEPARATOR.search(local)
    return found[0] if found else ""


def _chance_of_digits(digits: str) -> float:
    if not digits:
        return 1.0
    if len(digits) == 2 or (len(digits) == 4 and digits[:2] in ("19", "20")):
        return 1 / _YEARS
    return 10.0 ** -min(len(digits), 6)
