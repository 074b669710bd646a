"""Which records hold an identifier: one dictionary for usernames, primary and secondary e-mails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hexwizard.stores.file.records import Identity, fold

# An entry is the record's number and, in the two lowest bits, the best place in which it holds the identifier:
# one whole number instead of a tuple saves a fifth of the memory at 100,000 accounts.
USERNAME = 0
_PRIMARY = 1
_SECONDARY = 2
_PLACE_BITS = 2
_PLACE_MASK = (1 << _PLACE_BITS) - 1


def entries_of(number: int, identity: Identity) -> Iterator[tuple[str, int]]:
    """(key, entry) of every identifier that the record holds, each key once, at its best place."""
    base = number << _PLACE_BITS
    username = fold(identity.username)
    yield username, base | USERNAME
    seen = {username}
    if identity.primary_email is not None and (primary := fold(identity.primary_email)) not in seen:
        seen.add(primary)
        yield primary, base | _PRIMARY
    for address in identity.secondary_emails:
        if (secondary := fold(address)) not in seen:
            seen.add(secondary)
            yield secondary, base | _SECONDARY


class Identifiers:
    """An index from identifier to records. Most identifiers have one holder, so most values are one number."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[str, int | tuple[int, ...]] = {}

    def holders(self, identifier: str) -> tuple[int, ...]:
        """The numbers of the records that hold `identifier`, ascending."""
        return tuple(sorted(entry >> _PLACE_BITS for entry in self._at(fold(identifier))))

    def named(self, username: str) -> int | None:
        """The number of the record whose username this is."""
        for entry in self._at(fold(username)):
            if entry & _PLACE_MASK == USERNAME:
                return entry >> _PLACE_BITS
        return None

    def _at(self, key: str) -> tuple[int, ...]:
        found = self._entries.get(key, ())
        return found if isinstance(found, tuple) else (found,)

    def add(self, number: int, identity: Identity) -> None:
        self.add_entries(entries_of(number, identity))

    def add_entries(self, entries: Iterable[tuple[str, int]]) -> None:
        known = self._entries
        for key, entry in entries:
            before = known.get(key)
            if before is None:
                known[key] = entry
            else:
                known[key] = (*(before if isinstance(before, tuple) else (before,)), entry)

    def remove(self, number: int, identity: Identity) -> None:
        for key, entry in entries_of(number, identity):
            left = tuple(other for other in self._at(key) if other != entry)
            if not left:
                self._entries.pop(key, None)
            else:
                self._entries[key] = left if len(left) > 1 else left[0]
