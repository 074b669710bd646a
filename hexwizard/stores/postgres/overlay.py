"""Records that differ from what the server says: what a transaction is about to write, or what a reader saw before.

Both are the same thing, the store *but for* some records, and both read through one `View`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hexwizard.stores.file.records import fold, read_identity
from hexwizard.stores.protocol import Table

NEW = 1 << 62


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands in a view: its bytes (None: not there), and the number by which tables are ordered."""

    raw: bytes | None
    id: int


def storable(text: str) -> str:
    """`text` as a column can hold it: no NUL, no lone surrogate. Nothing that is kept whole goes through here."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "␀").encode("utf-8", "replace").decode()


_NONE: Mapping[str, Standing] = MappingProxyType({})


class Overlay:
    """Standings by table and key."""

    __slots__ = ("tables",)

    def __init__(self) -> None:
        self.tables: dict[Table, dict[str, Standing]] = {}

    def of(self, table: Table) -> Mapping[str, Standing]:
        """The standings of one table, by key."""
        return self.tables.get(table, _NONE)

    def put(self, table: Table, key: str, standing: Standing) -> None:
        """Set how a record stands."""
        self.tables.setdefault(table, {})[key] = standing

    def keep(self, table: Table, key: str, standing: Standing) -> None:
        """Set how a record stands, unless that is known: the oldest is what a reader saw."""
        self.tables.setdefault(table, {}).setdefault(key, standing)

    def between(self, table: Table, after: int, until: int) -> Iterator[tuple[int, str, bytes]]:
        """(number, key, bytes) of the records that are there, `after` < number <= `until`."""
        for key, standing in self.of(table).items():
            if standing.raw is not None and after < standing.id <= until:
                yield standing.id, key, standing.raw

    def holders(self, identifier: str) -> Iterator[tuple[int, bytes]]:
        """(number, bytes) of the accounts here that hold the identifier, given as it is compared."""
        for number, _, raw in self.between(Table.ACCOUNTS, -1, 2 * NEW):
            if identifier in identifiers_of(raw):
                yield number, raw


def identifiers_of(raw: bytes) -> dict[str, bool]:
    """What an account is looked up by, as compared, and whether it opens the app, were the account not merged."""
    identity = read_identity(raw)
    found = {fold(identity.username): True}
    if identity.primary_email:
        found.setdefault(fold(identity.primary_email), True)
    for address in identity.secondary_emails:
        found.setdefault(fold(address), False)
    return found
