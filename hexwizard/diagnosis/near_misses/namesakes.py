"""How many others would have the same address by chance: why « marie.tremblay » is weak evidence."""

from __future__ import annotations

import re
from functools import cached_property
from string import digits

from hexwizard.diagnosis.near_misses.register import Register

_SIGNS = "._-"
_WITHOUT_DIGITS = str.maketrans("", "", digits)
_SEPARATOR = re.compile(f"[{_SIGNS}]")
_YEARS = 60.0  # birth years that clients put behind their names: any of them is about as usual
_UNSEEN = 0.7


class Namesakes:
    """Counts in the file how usual a name is."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def expected(self, local: str) -> float:
        """How many of as many strangers as the file has clients would have `local` before their @.

        Its two halves are counted among addresses that put the same sign between words, as if they were drawn
        independently, as given and family names are. The digits are a year, or any number.
        """
        letters = local.translate(_WITHOUT_DIGITS).strip(_SIGNS)
        sign = _sign(letters)
        alike = self._locals[sign]
        pairs = max((self._pairs(alike, head, tail) for head, tail in _halves(letters, sign)), default=_UNSEEN)
        numbers = "".join(filter(digits.__contains__, local))
        return pairs / (alike.count("\n") + 1) * _chance_of_digits(numbers)

    @staticmethod
    def _pairs(alike: str, head: str, tail: str) -> float:
        """How many pairs of an address that begins with `head` and one that ends with `tail`."""
        # the client's own address is one of those counted
        heads, tails = alike.count(f"\n{head}"), alike.count(f"{tail}\n")
        return (max(0, heads - 1) + _UNSEEN) * (max(0, tails - 1) + _UNSEEN)

    @cached_property
    def _locals(self) -> dict[str, str]:
        """What stands before the @ in the file, without digits, one a line, by the sign between words."""
        grouped: dict[str, list[str]] = {sign: [] for sign in ("", *_SIGNS)}
        for address in self._register.addresses():
            local = address.partition("@")[0]
            grouped[_sign(local)].append(local)
        return {sign: "\n".join(("", *found, "")).translate(_WITHOUT_DIGITS) for sign, found in grouped.items()}


def _halves(letters: str, sign: str) -> list[tuple[str, str]]:
    """The two words of `letters`; every way to cut it where nothing stands between them."""
    if sign:
        first, _, last = letters.partition(sign)
        return [(first + sign, sign + last)]
    return [(letters[:at], letters[at:]) for at in range(1, len(letters))]


def _sign(local: str) -> str:
    found = _SEPARATOR.search(local)
    return found[0] if found else ""


def _chance_of_digits(number: str) -> float:
    if not number:
        return 1.0
    if len(number) == 2 or (len(number) == 4 and number[:2] in ("19", "20")):
        return 1 / _YEARS
    return 10.0 ** -min(len(number), 6)
