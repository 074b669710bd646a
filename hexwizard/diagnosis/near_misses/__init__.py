"""Which account a mistyped identifier meant. Start at `search.py`."""

from hexwizard.diagnosis.near_misses.search import NearMisses

__all__ = ["NearMisses"]
