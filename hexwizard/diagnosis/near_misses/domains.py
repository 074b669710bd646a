"""What stands after the @: the mail provider that was meant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from hexwizard.diagnosis.candidates import Slip

_LONG_ENOUGH_FOR_ONE = 5
_LONG_ENOUGH_FOR_TWO = 8


@dataclass(frozen=True, slots=True)
class Domains:
    """The known providers' domains, which are never taken for one another when typed exactly."""

    known: frozenset[str]

    def slip(self, typed: str, recorded: str) -> Slip | None:
        """How `typed` became `recorded`'s place; None where it is something else altogether."""
        if typed in self.known and recorded in self.known:
            return Slip.OTHER_ACCOUNT_MAIL
        why = domain_slip(typed, recorded)
        if why is None:
            return Slip.OTHER_ACCOUNT_MAIL if typed in self.known else None
        if why is Slip.DOMAIN_TYPO and typed not in self.known and self._means_another(typed, recorded):
            return None
        return why

    def _means_another(self, typed: str, recorded: str) -> bool:
        """Whether another provider is a better reading of `typed`: « ymial.com » is not gmail.com."""
        from rapidfuzz.distance import OSA

        limit = OSA.distance(typed, recorded) - 1
        others = self.known - {recorded}
        return limit > 0 and any(OSA.distance(typed, other, score_cutoff=limit) <= limit for other in others)


def meant(typed: str, known: Collection[str]) -> str:
    """The provider's domain that `typed` probably means: « hotmial.com » hotmail.com; empty where none is near.

    Another ending alone is a slip where it is nearly the right one: telus.com is not telus.net.
    """
    from rapidfuzz.distance import OSA

    if typed in known:
        return ""
    telling = (one for one in known if len(one.partition(".")[0]) >= _LONG_ENOUGH_FOR_ONE)  # olive.com is not live.com
    near = ((OSA.distance(typed, one, score_cutoff=2), one) for one in telling)
    strokes, best = min((found for found in near if found[0] <= 2), default=(0, ""))
    return best if strokes and domain_slip(typed, best) is not None else ""


@lru_cache(maxsize=4096)
def domain_slip(typed: str, recorded: str) -> Slip | None:
    """`TLD_TYPO` where only the ending differs, `DOMAIN_TYPO` for one or two strokes, None beyond."""
    from rapidfuzz.distance import OSA

    stem, _, ending = typed.rpartition(".")
    right_stem, _, _ = recorded.rpartition(".")
    if right_stem and right_stem in (stem, typed) and len(ending) <= _LONG_ENOUGH_FOR_ONE * 2:
        return Slip.TLD_TYPO
    if typed.startswith(f"{recorded}.") and len(typed) - len(recorded) <= _LONG_ENOUGH_FOR_ONE:
        return Slip.TLD_TYPO  # « hotmail.com.ca »
    strokes = OSA.distance(typed, recorded, score_cutoff=2)
    allowed = (len(recorded) >= _LONG_ENOUGH_FOR_ONE) + (len(recorded) >= _LONG_ENOUGH_FOR_TWO)
    if strokes <= allowed:
        return Slip.DOMAIN_TYPO
    if "." not in typed and len(right_stem) >= _LONG_ENOUGH_FOR_ONE and OSA.distance(typed, right_stem) == 1:
        return Slip.DOMAIN_TYPO
    return None
