"""The account file itself: plain TinyDB JSON, a record a line, ending with a table that seals what stands
before it.

    {"accounts":{
    "1":{"username":"alain_sirois",…},
    "2":{…}
    },
    "companies":{
    },
    …
    "hexwizard":{"1":{"format":1,…,"tables":{"accounts":{"bytes":…,"records":2,"digest":"…"},…},"seal":"…"}}}

The digests (SHA-256, one a table) find an accident and say in which table; the seal (HMAC) finds a forger.
Every byte stands under one of them: the members of the seal's own line before `"seal"` under the seal, the
rest is fixed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from hexwizard.stores.file import disk
from hexwizard.stores.file.failures import LATER, Broken
from hexwizard.stores.file.seal import MARK_LENGTH, Key
from hexwizard.stores.file.table import TableData
from hexwizard.stores.protocol import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = 1
BEGINNING = b'{"accounts":{'
_SEAL_TABLE = b'"hexwizard":{"1":'
_BEFORE_SEAL = b'"seal":"'
_END = b'"}}}\n'
_BUFFER = 1 << 20
_PART = 4 << 20
"""Bytes after which the disk is waited for, so that an act beside a fold waits for these and not for all of it."""
SEAL_MOST = 1 << 16
"""Bytes from the end of a snapshot in which its seal surely lies: a seal is a few thousand long."""
_ADDED = frozenset({Table.VERIFICATIONS, Table.CALLERS, Table.POLICIES, Table.HAND_OVERS, Table.MAIL})
"""Tables that files of the first version do not have: they are empty there."""
KNOWN = frozenset(table.value for table in Table)


class Segment(msgspec.Struct, frozen=True):
    """What the seal knows of one table: its bytes with their punctuation, its records, its SHA-256."""

    bytes: int
    records: int
    digest: str


class Seal(msgspec.Struct, frozen=True):
    """The last line: which file this is, after which act it was written, and what it holds.

    `file` changes only when the file is restored; `chain` and `audit` are the marks at which the journal and
    the trail go on.
    """

    format: int
    file: str
    written: str
    sequence: int
    chain: str
    entries: int
    audit: str
    tables: dict[str, Segment]


class Content(Protocol):
    """What a snapshot is written from."""

    @property
    def tables(self) -> Mapping[Table, TableData]: ...

    def seal(self, written: str, segments: dict[str, Segment]) -> Seal: ...


def write(content: Content, key: Key, written: str, descriptors: Sequence[int]) -> int:
    """Write the same snapshot to each descriptor, and wait for the disk. Returns its length."""
    segments: dict[str, Segment] = {}
    length = waited = 0
    for table in Table:
        digest = hashlib.sha256()
        begun = length
        for block in _blocks(_lines(table, content.tables[table])):
            digest.update(block)
            for part in _parts(block):
                length += len(part)
                for descriptor in descriptors:
                    disk.write_all(descriptor, part)
                if length - waited >= _PART:
                    waited = length
                    for descriptor in descriptors:
                        disk.fsync(descriptor)
        segments[table.value] = Segment(length - begun, content.tables[table].count, digest.hexdigest())
    last = _sealed(content.seal(written, segments), key)
    for descriptor in descriptors:
        disk.write_all(descriptor, last)
        disk.fsync(descriptor)
    return length + len(last)


def _parts(block: bytes | memoryview) -> Iterator[memoryview]:
    view = memoryview(block)
    return (view[begin : begin + _PART] for begin in range(0, len(view), _PART))


def _lines(table: Table, data: TableData) -> Iterator[bytes | memoryview]:
    yield BEGINNING if table is Table.ACCOUNTS else b'\n"%s":{' % table.value.encode()
    between = b"\n"
    for number, raw in data.runs():
        yield b'%s"%d":' % (between, number)
        yield raw
        between = b",\n"
    yield b"\n},"


def _blocks(parts: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The same bytes in large pieces: a system call a record would cost more than the disk."""
    waiting: list[bytes | memoryview] = []
    size = 0
    for part in parts:
        if len(part) >= _BUFFER:
            yield b"".join(waiting)
            yield part
            waiting, size = [], 0
            continue
        waiting.append(part)
        size += len(part)
        if size >= _BUFFER:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _sealed(seal: Seal, key: Key) -> bytes:
    open_part = b"\n" + _SEAL_TABLE + msgspec.json.encode(seal)[:-1] + b"," + _BEFORE_SEAL
    return open_part + key.mark("snapshot", open_part) + _END


def split(data: bytes, name: str) -> tuple[Seal, int]:
    """The seal of a snapshot and where its line begins, nothing yet verified.

    Raises `Broken` where `data` does not end as a snapshot does: cut short, or somebody else's file.
    """
    if not data:
        raise Broken(name, "empty")
    if not data.startswith(BEGINNING):
        raise Broken(name, "foreign")
    return _last_line(data, name)


def _last_line(data: bytes, name: str) -> tuple[Seal, int]:
    begun = data.rfind(b"\n", 0, len(data) - 1)
    line = data[begun + 1 :]
    if begun < 0 or not line.startswith(_SEAL_TABLE) or not line.endswith(_END):
        raise Broken(f"{name}, byte {len(data)}", "cut-short")
    try:
        seal = msgspec.json.decode(line[len(_SEAL_TABLE) : -len(_END) + 2], type=Seal)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Broken(f"{name}: hexwizard 1", "seal", str(error)) from error
    return seal, begun


def read_seal(last: bytes, key: Key, name: str) -> Seal:
    """The seal at the end of a snapshot of which `last` are the last bytes. Raises `Broken` where it was not made with
    `key`, or a later version made it.
    """
    seal, begun = _last_line(last, name)
    check_seal(last, begun, key, name)
    _require_known(seal, name)
    return seal


def check_seal(data: bytes, begun: int, key: Key, name: str) -> None:
    """Raises `Broken` where the seal was not made with `key` over this line."""
    mark_at = len(data) - len(_END) - MARK_LENGTH
    if data[mark_at : -len(_END)] != key.mark("snapshot", data[begun:mark_at]):
        raise Broken(f"{name}: hexwizard 1", "seal")


def segments(seal: Seal, end: int, name: str) -> Iterator[tuple[Table, Segment, int, int]]:
    """(table, segment, begin, end) of each table that was sealed.

    Raises `Broken` where they do not fill the file up to `end`, or a later version wrote them.
    """
    _require_known(seal, name)
    begin = 0
    for table in Table:
        segment = seal.tables.get(table.value)
        if segment is None:
            if table in _ADDED:
                continue
            raise Broken(f"{name}: {table.value}", "table-missing")
        yield table, segment, begin, begin + segment.bytes
        begin += segment.bytes
    if begin != end:
        raise Broken(f"{name}, byte {begin}", "length")


def _require_known(seal: Seal, name: str) -> None:
    unknown = [str(seal.format)] if seal.format != FORMAT else sorted(seal.tables.keys() - KNOWN)
    if unknown:
        raise Broken(f"{name}: hexwizard 1", LATER, ", ".join(unknown))


def check_digests(data: bytes, seal: Seal, end: int, name: str) -> None:
    """Raises `Broken` at the first table that is not as it was written."""
    view = memoryview(data)
    for table, segment, begin, stop in segments(seal, end, name):
        if hashlib.sha256(view[begin:stop]).hexdigest() != segment.digest:
            raise Broken(f"{name}: {table.value}", "digest")


def read(data: bytes, key: Key, name: str) -> Seal:
    """The seal of a snapshot of which every byte is as it was written. Raises `Broken` otherwise."""
    seal, begun = split(data, name)
    check_seal(data, begun, key, name)
    check_digests(data, seal, begun, name)
    return seal
