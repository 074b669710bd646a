"""How many others would have the same address by chance: why « marie.tremblay » is weak evidence."""

from __future__ import annotations

import re

from hexwizard.diagnosis.near_misses.register import Register

_HEAD, _TAIL = 4, 5
_DIGITS = re.compile(r"\d+")
_YEARS = 60.0  # birth years that clients put behind their names: any of them is about as usual
_UNSEEN = 0.5


def expected_namesakes(local: str, register: Register) -> float:
    """How many strangers' addresses among as many as the file holds would begin with `local` by chance.

    The first letters and the last ones are counted in the file as if they were drawn independently, as given
    names and family names are; the digits are taken for a year or for any number.
    """
    letters = _DIGITS.sub("", local).strip("._-+")
    lines = len(register) + 1
    heads = max(0, register.count(f"\n{letters[:_HEAD]}") - 1) + _UNSEEN
    tails = max(0, register.count(letters[-_TAIL:]) - 1) + _UNSEEN
    return heads * tails / lines * _chance_of_digits("".join(_DIGITS.findall(local)))


def _chance_of_digits(digits: str) -> float:
    if not digits:
        return 1.0
    if len(digits) == 2 or (len(digits) == 4 and digits[:2] in ("19", "20")):
        return 1 / _YEARS
    return 10.0 ** -min(len(digits), 6)
