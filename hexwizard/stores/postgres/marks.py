"""What only the holder of the key can make: a mark for each record, and one row that says how far the store has come.

The audit trail is chained as in the account file (`stores.file.trail`). Records have no order to chain, so each has a
mark, and each table the sum of its marks: a record that is changed, dropped, added or put back as it once was makes
the sum differ (additive multiset hashing: Clarke et al., *Incremental Multiset Hash Functions*, 2003).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hexwizard.stores.file.head import Head
from hexwizard.stores.file.seal import Key
from hexwizard.stores.protocol import Table

RECORDS: tuple[Table, ...] = tuple(table for table in Table if table is not Table.AUDIT)
_LATER = frozenset({Table.MAIL})
"""Tables that came with a later migration: while they are empty, heads and seals are as they were before it."""
NAMES: dict[Table, str] = {table: f"hexwizard.{table.value.replace('-', '_')}" for table in Table}  # as SQL has them
_MODULUS = 1 << 256
NONE = "0" * 64  # the sum of no marks
_SUMS = re.compile(
    " ".join(f"{table.value}=([0-9a-f]{{64}})" for table in RECORDS if table not in _LATER)
    + "".join(f"(?: {table.value}=([0-9a-f]{{64}}))?" for table in RECORDS if table in _LATER)
)


def record_mark(key: Key, table: Table, name: str, raw: bytes) -> str:
    """The mark of the record that stands in `table` under `name`."""
    return key.mark("record", table.value.encode(), name.encode(), raw).decode()


def added(total: str, mark: str) -> str:
    """The sum of marks with one more."""
    return f"{(int(total, 16) + int(mark, 16)) % _MODULUS:064x}"


def removed(total: str, mark: str) -> str:
    """The sum of marks with one less."""
    return f"{(int(total, 16) - int(mark, 16)) % _MODULUS:064x}"


@dataclass(frozen=True, slots=True)
class StoreHead:
    """The row `hexwizard.store`: which store this is, and how far its acts, its trail and its records have come."""

    store: str
    key_mark: str
    sequence: int
    entries: int
    audit: bytes
    sums_text: str  # the sums as the row has them

    @property
    def sums(self) -> dict[Table, str]:
        """The sum of each table's marks, in hexadecimal, in the order of the row."""
        found = _SUMS.fullmatch(self.sums_text)
        return {} if found is None else dict(zip(RECORDS, found.groups(NONE), strict=True))

    def seal(self, key: Key) -> str:
        """The mark over the whole row."""
        texts = (self.store, self.key_mark, f"{self.sequence}", f"{self.entries}", self.audit.decode(), self.sums_text)
        return key.mark("store", *(text.encode() for text in texts)).decode()

    def kept_apart(self, key: Key) -> Head:
        """The same, in the form in which it is kept apart from the server."""
        return Head(self.store, self.sequence, key.mark("content", self.sums_text.encode()), self.entries, self.audit)


def are_sums(text: str) -> bool:
    """Whether the row's sums can be read."""
    return _SUMS.fullmatch(text) is not None


def told(sums: Mapping[Table, str]) -> str:
    """The sums as the row has them."""
    return " ".join(f"{table}={total}" for table, total in sums.items() if total != NONE or table not in _LATER)


def key_mark(key: Key, store: str) -> str:
    """What tells the key of one store from every other, without telling the key."""
    return key.mark("key", store.encode()).decode()


def is_key_of(key: Key, store: str, mark: str) -> bool:
    """Whether `key` is the key with which `store` was made."""
    return hmac.compare_digest(key_mark(key, store), mark)


def first_head(key: Key, store: str) -> StoreHead:
    """The head of a store in which nothing has happened."""
    return StoreHead(store, key_mark(key, store), 0, 0, key.origin("audit"), told(dict.fromkeys(RECORDS, NONE)))
