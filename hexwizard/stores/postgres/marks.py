"""What only the holder of the key can make: a mark for each record, and one row that says how far the store has come.

The audit trail is chained as in the account file (`stores.file.trail`). Records have no order to chain, so each has a
mark, and each table the sum of its marks: a record that is changed, dropped, added or put back as it once was makes
the sum differ (additive multiset hashing: Clarke et al., *Incremental Multiset Hash Functions*, 2003).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hexwizard.stores.file.head import Head
from hexwizard.stores.file.seal import Key
from hexwizard.stores.protocol import Table

RECORDS: tuple[Table, ...] = tuple(table for table in Table if table is not Table.AUDIT)
_LATER = frozenset({Table.MAIL})
"""Tables that came with a later migration: while they are empty, heads and seals are as they were before it."""
NAMES: dict[Table, str] = {table: f"hexwizard.{table.value.replace('-', '_')}" for table in Table}  # as SQL has them
_MODULUS = 1 << 256


def record_mark(key: Key, table: Table, name: str, raw: bytes) -> str:
    """The mark of the record that stands in `table` under `name`."""
    return key.mark("record", table.value.encode(), name.encode(), raw).decode()


def added(total: int, mark: str) -> int:
    """The sum of marks with one more."""
    return (total + int(mark, 16)) % _MODULUS


def removed(total: int, mark: str) -> int:
    """The sum of marks with one less."""
    return (total - int(mark, 16)) % _MODULUS


@dataclass(frozen=True)
class StoreHead:
    """The row `hexwizard.store`: which store this is, and how far its acts, its trail and its records have come."""

    store: str
    key_mark: str
    sequence: int
    entries: int
    audit: bytes
    sums: Mapping[Table, int]

    @cached_property
    def sums_text(self) -> str:
        """The sums as the row has them."""
        told = (table for table in RECORDS if table not in _LATER or self.sums[table])
        return " ".join(f"{table.value}={self.sums[table]:064x}" for table in told)

    def seal(self, key: Key) -> str:
        """The mark over the whole row."""
        texts = (self.store, self.key_mark, f"{self.sequence}", f"{self.entries}", self.audit.decode(), self.sums_text)
        return key.mark("store", *(text.encode() for text in texts)).decode()

    def kept_apart(self, key: Key) -> Head:
        """The same, in the form in which it is kept apart from the server."""
        return Head(self.store, self.sequence, key.mark("content", self.sums_text.encode()), self.entries, self.audit)


def read_sums(text: str) -> dict[Table, int]:
    """The sums that the row says. Raises `ValueError` where it is not what `sums_text` makes."""
    sums: dict[Table, int] = dict.fromkeys(RECORDS, 0)  # what is not told is empty
    for one in text.split(" "):
        name, _, number = one.partition("=")
        sums[Table(name)] = int(number, 16)
    return sums


def key_mark(key: Key, store: str) -> str:
    """What tells the key of one store from every other, without telling the key."""
    return key.mark("key", store.encode()).decode()


def is_key_of(key: Key, store: str, mark: str) -> bool:
    """Whether `key` is the key with which `store` was made."""
    return hmac.compare_digest(key_mark(key, store), mark)


def first_head(key: Key, store: str) -> StoreHead:
    """The head of a store in which nothing has happened."""
    return StoreHead(store, key_mark(key, store), 0, 0, key.origin("audit"), dict.fromkeys(RECORDS, 0))
