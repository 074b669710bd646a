"""What the few among many are found by (`Reader.holding`): each fact about a record has a row in `hexwizard.facts`.

A fact is a field with its value, as the record's JSON has it at any depth. Only the fields named here are followed; a
question about another goes through its whole table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from hexwizard.stores.file import records
from hexwizard.stores.protocol import Table

_FIELDS: Final[Mapping[Table, tuple[str, ...]]] = {
    Table.ACCOUNTS: ("state",),
    Table.CASES: ("state", "username"),
    Table.HAND_OVERS: ("ended_at",),
    Table.MAIL: ("case", "state", "username"),
}
_FOUND: Final = {
    table: re.compile(rb'"(?:%s)":(?:"(?:[^"\\]|\\.)*"|null)' % "|".join(fields).encode())
    for table, fields in _FIELDS.items()
}
_STATE: Final = b'"state":'  # few accounts hold a temporary password, and every failed sign-in writes an account
FOLLOWED: Final = tuple(_FIELDS)
_LENGTH: Final = 16  # bytes: no two facts of a desk share so long a digest


def needle(field: str, value: str | None) -> bytes:
    """How a record's JSON says that `field` is `value`. A text cannot pass for it: there, JSON writes `\\"` for `"`."""
    return records.encode(field) + b":" + records.encode(value)


def is_followed(table: Table, field: str) -> bool:
    return field in _FIELDS.get(table, ())


def fact(said: bytes) -> str:
    """The row's text for what `needle` gives, however long that is."""
    return hashlib.blake2b(said, digest_size=_LENGTH).hexdigest()


def facts_of(table: Table, raw: bytes | None) -> set[str]:
    """All that is followed of one record; nothing of one that is not there."""
    if raw is None or table not in _FOUND or (table is Table.ACCOUNTS and _STATE not in raw):
        return set()
    return {fact(said) for said in _FOUND[table].findall(raw)}
