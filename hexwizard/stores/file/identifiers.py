"""Which records hold an identifier: one dictionary for usernames, primary and secondary e-mails."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.stores.file.records import Identity, fold

# An entry is the record's number and, in the two lowest bits, the best place in which it holds the identifier:
# one whole number instead of a tuple saves a fifth of the memory at 100,000 accounts.
USERNAME = 0
_PRIMARY = 1
_SECONDARY = 2
_PLACE_BITS = 2
_PLACE_MASK = (1 << _PLACE_BITS) - 1

_SHARDS = 16
"""A dictionary that grows is copied, and no other thread runs meanwhile: one of 300,000 identifiers would hold the
screen up for half a frame and more, sixteen small ones let it paint between them.
"""


class Identifiers:
    """An index from identifier to records. Most identifiers have one holder, so most values are one number."""

    __slots__ = ("_shards",)

    def __init__(self) -> None:
        self._shards: tuple[dict[str, int | tuple[int, ...]], ...] = tuple({} for _ in range(_SHARDS))

    def _shard(self, key: str) -> dict[str, int | tuple[int, ...]]:
        return self._shards[hash(key) % _SHARDS]

    def holders(self, key: str) -> tuple[int, ...]:
        """The numbers of the records that hold `key`, which is folded already, ascending."""
        found = self._shard(key).get(key)
        if found is None:
            return ()
        if isinstance(found, int):
            return (found >> _PLACE_BITS,)
        return tuple(sorted(entry >> _PLACE_BITS for entry in found))

    def named(self, key: str) -> int | None:
        """The number of the record whose username, folded, this is."""
        found = self._shard(key).get(key)
        if found is None:
            return None
        for entry in (found,) if isinstance(found, int) else found:
            if entry & _PLACE_MASK == USERNAME:
                return entry >> _PLACE_BITS
        return None

    def keys(self, hidden: Collection[int] = ()) -> list[str]:
        """Every identifier, in the form in which they are compared, but for those that only `hidden` records hold."""
        keys = list(chain.from_iterable(self._shards))
        if not hidden:
            return keys
        return [key for key in keys if any(entry >> _PLACE_BITS not in hidden for entry in self._at(key))]

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys`, which are folded already, that some record holds."""
        return {key for key in keys if key in self._shard(key)}

    def shared(self) -> set[str]:
        """Every identifier that several records hold."""
        return {key for shard in self._shards for key, entry in shard.items() if not isinstance(entry, int)}

    def _at(self, key: str) -> tuple[int, ...]:
        found = self._shard(key).get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def add(self, number: int, identity: Identity) -> None:
        """Take in one record."""
        self.add_all(((number, identity),))

    def add_all(self, records: Iterable[tuple[int, Identity]]) -> None:
        """Take in many records. Written out, since opening a file is mostly this loop."""
        shards = self._shards
        for number, identity in records:
            entry = number << _PLACE_BITS
            text = identity.username
            key = text.strip().lower() if text.isascii() else comparison_key(text)
            if shards[hash(key) % _SHARDS].setdefault(key, entry) != entry:
                self._join(key, entry)
            text = identity.primary_email or ""
            if text:
                key = text.strip().lower() if text.isascii() else comparison_key(text)
                if shards[hash(key) % _SHARDS].setdefault(key, entry | _PRIMARY) != entry | _PRIMARY:
                    self._join(key, entry | _PRIMARY)
            for text in identity.secondary_emails:
                key = text.strip().lower() if text.isascii() else comparison_key(text)
                if shards[hash(key) % _SHARDS].setdefault(key, entry | _SECONDARY) != entry | _SECONDARY:
                    self._join(key, entry | _SECONDARY)

    def _join(self, key: str, entry: int) -> None:
        """Add a holder beside others. A record counts once, at its best place, which comes first."""
        others = self._at(key)
        if all(other >> _PLACE_BITS != entry >> _PLACE_BITS for other in others):
            self._shard(key)[key] = (*others, entry)

    def remove(self, number: int, identity: Identity) -> None:
        """Forget one record, which is as it was taken in."""
        for text in (identity.username, identity.primary_email or "", *identity.secondary_emails):
            key = fold(text)
            left = tuple(other for other in self._at(key) if other >> _PLACE_BITS != number)
            if not left:
                self._shard(key).pop(key, None)
            else:
                self._shard(key)[key] = left if len(left) > 1 else left[0]
