"""Records as bytes: dataclass to JSON and back, and the few fields that must be known without decoding the
rest.
"""

from __future__ import annotations

from typing import TypeVar, cast

import msgspec

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.accounts.problems import UnreadableText
from hexwizard.stores.protocol import StoreUnusable, Table

Record = TypeVar("Record")

ABSENT = b"null"


class Identity(msgspec.Struct, gc=False):
    """All that an index needs of an account."""

    username: str
    primary_email: str | None = None
    secondary_emails: tuple[str, ...] = ()


class Keyed(msgspec.Struct, rename={"key": "_key"}):
    """A record of a table whose key is no field of its own."""

    key: str


class Link(msgspec.Struct):
    """An audit record: the entry as it was given, and its mark in the chain."""

    seq: int
    mac: str
    entry: msgspec.Raw


class Nothing(msgspec.Struct):
    """Any JSON object at all."""


read_identity = msgspec.json.Decoder(Identity).decode
read_keyed = msgspec.json.Decoder(Keyed).decode
read_link = msgspec.json.Decoder(Link).decode


_decoders: dict[type, msgspec.json.Decoder[object]] = {}


def encode(record: object) -> bytes:
    """The JSON of a dataclass. Raises `UnreadableText` where a text in it holds a lone surrogate."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError as error:
        raise UnreadableText("problem.not-utf8", position=error.start + 1) from None


def decode(raw: bytes | str, kind: type[Record], path: str, where: str) -> Record:
    """The record that `raw` says. Raises `StoreUnusable` where it is not of that kind: another version wrote
    it.
    """
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    try:
        return cast("Record", decoder.decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreUnusable("problem.store.record", path=path, where=where, reason=str(error)) from error


def with_key(raw: bytes, key: str) -> bytes:
    """`raw` with its key as first member; TinyDB's own ids are numbers."""
    rest = raw[1:] if raw == b"{}" else b"," + raw[1:]
    return b'{"_key":' + encode(key) + rest


def without_key(raw: bytes) -> tuple[str, bytes]:
    """(key, record): what `with_key` was given."""
    key = read_keyed(raw).key
    head = b'{"_key":' + encode(key)
    if not raw.startswith(head):  # somebody else's hand
        rest = {name: value for name, value in msgspec.json.decode(raw).items() if name != "_key"}
        return key, msgspec.json.encode(rest)
    return key, b"{" + raw[len(head) :].removeprefix(b",")


def key_of(table: Table, raw: bytes) -> str:
    """The key under which a record is found. Audit records have none: they are only ever read in order."""
    return fold(read_identity(raw).username) if table is Table.ACCOUNTS else read_keyed(raw).key


def required_key(table: Table, raw: bytes) -> str:
    """`key_of` for a record that somebody else made. Raises `ValueError` where it has none."""
    try:
        return key_of(table, raw)
    except msgspec.ValidationError as error:
        raise ValueError(f"no record of {table.value}: {error}") from None


def identity_of(record: object) -> Identity | None:
    """What an index needs of an account; None where `record` is something else, as raw bytes are."""
    if not isinstance(record, Account):
        return None
    return Identity(record.username, record.primary_email, record.secondary_emails)


def as_kept(table: Table, key: str, record: object) -> bytes:
    """The bytes of `record` under `key`. An account is found by its username, so its key can be nothing else."""
    if table is Table.AUDIT:
        raise ValueError("entries are appended by audit(), and never replaced")
    raw = encode(record)
    if table is not Table.ACCOUNTS:
        return with_key(raw, key)
    username = record.username if isinstance(record, Account) else read_identity(raw).username
    if username != key and fold(username) != fold(key):
        raise ValueError("the key of an account is its username")
    return raw


def fold(identifier: str) -> str:
    """`comparison_key`, by a shorter way for ASCII: an account file has hundreds of thousands of them to
    fold.
    """
    if identifier.isascii():
        return identifier.strip().lower()
    return comparison_key(identifier)
