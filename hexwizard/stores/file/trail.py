"""The audit trail's chain: each mark is made with the key over the mark before, the entry's number and the
entry.

Whoever lacks the key cannot change, drop, swap or add an entry and make the marks fit again (after Schneier
and Kelsey, *Secure Audit Logs to Support Computer Forensics*, 1999). What a chain alone cannot show, entries
cut off at the end, the head shows, which is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.records import read_link
from hexwizard.stores.file.seal import Key


def chained(key: Key, before: bytes, number: int, entry: bytes) -> tuple[bytes, bytes]:
    """(record, mark) of entry `number`, which follows the entry marked `before`."""
    mark = key.mark("audit", before, b"%d" % number, entry)
    return b'{"seq":%d,"mac":"%s","entry":%s}' % (number, mark, entry), mark


_LINE = re.compile(rb'"(\d+)":(\{.*\}),?')
_BEGINNING = b'\n"audit":{\n'


class Found(msgspec.Struct, frozen=True):
    """An audit record as it stands somewhere: its number, its bytes, and where that is."""

    number: int
    raw: bytes
    where: str


def links(data: bytes, name: str) -> Iterator[Found]:
    """The audit records of a snapshot, damaged or not, as far as they stand a record a line."""
    begun = data.rfind(_BEGINNING)
    if begun < 0:
        return
    for line in data[begun + len(_BEGINNING) :].split(b"\n"):
        if line.startswith(b"}"):
            return
        found = _LINE.fullmatch(line)
        number = int(found[1]) if found else 0
        yield Found(number, found[2] if found else line, f"{name}: audit {number or '?'}")


def check(found: Iterable[Found], key: Key) -> Iterator[Broken]:
    """Every entry whose mark does not hold, or that does not stand where it must, first to last.

    After a damaged entry the chain is taken up at the mark that the entry shows, so that one damage is one
    report.
    """
    before = key.origin("audit")
    for expected, link in enumerate(found, start=1):
        where = link.where if link.number == expected else f"{link.where} (audit {expected})"
        try:
            read = read_link(link.raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Broken(where, "audit-mark", str(error))
            continue
        raw, mark = chained(key, before, expected, bytes(read.entry))
        if link.number != expected or read.seq != expected:
            yield Broken(where, "audit-order")
        elif link.raw != raw:
            yield Broken(where, "audit-mark")
        before = mark if link.raw == raw else read.mac.encode()
