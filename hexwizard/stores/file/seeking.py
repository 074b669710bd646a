"""Finding one client in an account file without an index over all of them.

An index takes three times as long to make as the file takes to be verified. A sign-in asks for one identifier: the
snapshot is folded to lower case and looked through as bytes, and only those few records are decoded among which it may
be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.records import Identity, fold, read_identity
from hexwizard.stores.file.table import END, Pages

_WINDOW = 1 << 16
"""Bytes that are looked through at a time: few enough to stay in the processor's cache."""

FOLDED_TO_ASCII = tuple(bytes((sign,)) for sign in b"\x84\x9e\x9f\xbe\xbf\xef")
"""Every letter beyond ASCII that is compared as an ASCII one (`ſ`, `ß`, `ﬁ`, the Kelvin sign …) has one of these bytes,
and no letter of French or English has.
"""

_read = msgspec.json.Decoder(dict[int, msgspec.Raw]).decode


class UnreadPages(Pages, frozen=True, dict=True):
    """Pages of which no record has been looked for but those that were `found`."""

    found: dict[int, bytes] = msgspec.field(default_factory=dict)

    def raw(self, number: int) -> bytes | None:
        """The record's bytes: without cutting all pages into lines, where it was found."""
        return self.found[number] if number in self.found else super().raw(number)

    def near(self, key: str) -> Iterator[tuple[int, bytes]]:
        """The records that stand where `key` may be, in the form in which identifiers are compared; some twice."""
        # JSON writes every other sign as it is; for a key beyond these, all records are near
        plain = key.isascii() and key.isprintable() and not {'"', "\\"} & set(key)
        needle = key.encode() if plain else b""
        end = self.stop - len(END)
        for begin in range(self.first + 1, end, _WINDOW):
            stop = min(begin + _WINDOW + len(needle), end)
            window = self.data[begin:stop]
            if needle in window.lower() or (not window.isascii() and any(sign in window for sign in FOLDED_TO_ASCII)):
                yield from _read(b"{%b}" % self._lines(begin, stop, end)).items()

    def _lines(self, begin: int, stop: int, end: int) -> bytes:
        """The whole lines of which some bytes stand between `begin` and `stop`, without the last comma."""
        first = self.data.rfind(b"\n", self.first, begin) + 1
        last = self.data.find(b"\n", stop, end)
        return self.data[first : end if last < 0 else last].rstrip(b",\n")


class Seeking:
    """Answers as `Identifiers` does, over records that nobody has decoded yet and those that `changed` since.

    Raises msgspec's errors where one cannot be read.
    """

    def __init__(self, unread: UnreadPages, changed: Mapping[int, bytes | None]) -> None:
        self._unread = unread
        self._changed = changed
        self._sought: dict[str, dict[int, bool]] = {}
        self._usernames: dict[str, int] = {}

    def holders(self, key: str) -> tuple[int, ...]:
        """The numbers of the records that hold `key`, which is folded already, ascending."""
        return tuple(sorted({**self._among_unread(key), **self._among_changed(key)}))

    def named(self, key: str) -> int | None:
        """The number of the record whose username, folded, this is."""
        number = self._usernames.get(key)
        if number is not None and number not in self._changed:
            return number
        # a changed one first: the snapshot is not looked through again for who was found there just now
        for found in (self._among_changed, self._among_unread):
            for holder, is_username in found(key).items():
                if is_username:
                    return holder
        return None

    def keys(self, hidden: Collection[int] = ()) -> list[str]:
        """Every identifier; for this, all records are read."""
        unread, changed = self._unread, self._changed
        raws = {number: unread.raw(number) for number in unread.ids} | dict(changed)
        whole = Identifiers()
        whole.add_all((number, read_identity(raw)) for number, raw in sorted(raws.items()) if raw is not None)
        return whole.keys(hidden)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys`, which are folded already, that some record holds."""
        return {key for key in keys if self.holders(key)}

    def _among_changed(self, key: str) -> dict[int, bool]:
        changed = self._changed.items()
        return _holding(((number, read_identity(raw)) for number, raw in changed if raw is not None), key)

    def _among_unread(self, key: str) -> dict[int, bool]:
        if key not in self._sought:
            self._sought[key] = self._seek(key)
        return {number: named for number, named in self._sought[key].items() if number not in self._changed}

    def _seek(self, key: str) -> dict[int, bool]:
        found: dict[int, bool] = {}
        for number, raw in self._unread.near(key):
            identity = read_identity(raw)
            if holding := _holding(((number, identity),), key):
                found |= holding
                self._unread.found[number] = bytes(raw)
                self._usernames[fold(identity.username)] = number
        return found


def _holding(identities: Iterable[tuple[int, Identity]], key: str) -> dict[int, bool]:
    """Which of these records hold `key`, by their numbers, and whether as their username."""
    found: dict[int, bool] = {}
    for number, identity in identities:
        addresses = (*filter(None, (identity.primary_email,)), *identity.secondary_emails)
        if fold(identity.username) == key:
            found[number] = True
        elif any(fold(text) == key for text in addresses):
            found[number] = False
    return found
