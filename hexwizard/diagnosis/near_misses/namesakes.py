"""How many others would have the same address by chance: why « marie.tremblay » is weak evidence."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from string import digits

from hexwizard.diagnosis.near_misses.register import Register

_SIGNS = "._-"
_WITHOUT_DIGITS = str.maketrans("", "", digits)
_SEPARATOR = re.compile(f"[{_SIGNS}]")
_FIRST_SIGN = re.compile(rf"\n[^\n@{_SIGNS}]*([@{_SIGNS}])")
_WITHOUT_SIGN = re.compile(rf"\n([^\n@{_SIGNS}]*)@")
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
        found = _SEPARATOR.search(letters)
        if found is None:
            alike = self._without_sign.count("\n")
            pairs = max((self._glued(letters[:at], letters[at:]) for at in range(1, len(letters))), default=_UNSEEN)
        else:
            alike = self._first_signs[found[0]] + 1
            pairs = self._signed(letters[: found.end()], letters[found.start() :])
        numbers = "".join(filter(digits.__contains__, local))
        return pairs / alike * _chance_of_digits(numbers)

    def _signed(self, head: str, tail: str) -> float:
        """How many pairs of an identifier that begins with `head` and an address that ends with `tail`."""
        text = self._register.text
        return _pairs(text.count(f"\n{head}"), len(re.findall(rf"{re.escape(tail)}\d*@", text)))

    def _glued(self, head: str, tail: str) -> float:
        """The same among the addresses that put nothing between words."""
        alike = self._without_sign
        return _pairs(alike.count(f"\n{head}"), alike.count(f"{tail}\n"))

    def get_ready(self) -> None:
        """Make what is made when first wanted."""
        _ = self._first_signs, self._without_sign

    @cached_property
    def _first_signs(self) -> Counter[str]:
        """How many addresses put each sign first; usernames have no @ and count with theirs."""
        return Counter(sign for page in self._register.pages() for sign in _FIRST_SIGN.findall(page))

    @cached_property
    def _without_sign(self) -> str:
        """What stands before the @ of addresses without a sign, digits left out, one a line."""
        pages = ("\n".join(_WITHOUT_SIGN.findall(page)).translate(_WITHOUT_DIGITS) for page in self._register.pages())
        return "\n".join(("", *filter(None, pages), ""))


def _pairs(heads: int, tails: int) -> float:
    """The client's own identifier is one of those counted."""
    return (max(0, heads - 1) + _UNSEEN) * (max(0, tails - 1) + _UNSEEN)


def _chance_of_digits(number: str) -> float:
    if not number:
        return 1.0
    if len(number) == 2 or (len(number) == 4 and number[:2] in ("19", "20")):
        return 1 / _YEARS
    return 10.0 ** -min(len(number), 6)
