"""The head: the last act that was acknowledged, kept apart from the journal so that cutting the journal
shows.

Two slots are written in turn, in place: an interrupted write tears one of them at most, and the other still
says nearly the same. Each stands in a disk sector of its own and names its place, so that the older cannot be
copied over the newer. The head is written after the journal is safe and is not waited for: after a power cut
it may lag behind, and it is never ahead. For the same reason a torn slot always leaves a journal that goes
further than the other slot; a slot that cannot be read beside a journal that ends with the other one was
damaged, not torn.
"""

from __future__ import annotations

import re

import msgspec

from hexwizard.stores.file.seal import Key

SLOT = 512
SLOTS = 2
_SHAPE = re.compile(
    rb"hexwizard-head 1 ([01]) ([0-9a-f]{32}) (\d{20}) (\d{20}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64}) *\n"
)


class Head(msgspec.Struct, frozen=True):
    """How far the file has come: acts (`sequence`, `chain`) and audit entries (`entries`, `audit`)."""

    file: str
    sequence: int
    chain: bytes
    entries: int
    audit: bytes

    def slot(self, key: Key, place: int) -> bytes:
        """This head as the slot at `place`."""
        text = b"hexwizard-head 1 %d %s %020d %020d %s %s " % (
            place,
            self.file.encode(),
            self.sequence,
            self.entries,
            self.audit,
            self.chain,
        )
        return (text + key.mark("head", text)).ljust(SLOT - 1) + b"\n"

    @property
    def place(self) -> int:
        """Which slot it is written to: not the one that holds the act before."""
        return self.sequence % SLOTS


def read_slot(slot: bytes, key: Key, place: int) -> Head | None:
    """The head that the slot at `place` says; None where it is not, byte for byte, what `Head.slot` makes."""
    found = _SHAPE.fullmatch(slot)
    if found is None:
        return None
    _, file, sequence, entries, audit, chain, _ = found.groups()
    head = Head(file.decode(), int(sequence), chain, int(entries), audit)
    return head if head.slot(key, place) == slot else None


def read_slots(data: bytes, key: Key) -> tuple[Head | None, ...]:
    """All slots, None for one that cannot be read; none at all where the file has not the length it must
    have.
    """
    if len(data) != SLOT * SLOTS:
        return (None,) * SLOTS
    return tuple(read_slot(data[place * SLOT : (place + 1) * SLOT], key, place) for place in range(SLOTS))


def newest(slots: tuple[Head | None, ...]) -> Head | None:
    """The furthest of the slots that can be read."""
    return max((head for head in slots if head is not None), key=lambda head: head.sequence, default=None)
