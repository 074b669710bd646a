"""How an act is kept: the state in memory, the journal on disk, and what other processes add to it.

An act is acknowledged in this order: its line is appended to the journal and waited for, the head is moved
up, the state in memory follows. Where any of these fails, the line is taken back. Others read the journal
only up to the head, so nobody sees an act that may still be taken back.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import RLock
from weakref import WeakSet

from hexwizard.stores.file import disk, head, journal, loading, tail
from hexwizard.stores.file.entering import require_apart
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.founding import instant
from hexwizard.stores.file.head import Head
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.loading import SnapshotSeen, identity_of
from hexwizard.stores.file.locks import Locks
from hexwizard.stores.file.patch import Patch
from hexwizard.stores.file.seal import Key
from hexwizard.stores.file.state import Changes, State, as_json
from hexwizard.stores.file.transaction import FileTransaction
from hexwizard.stores.file.view import Generation, View
from hexwizard.stores.protocol import StoreUnusable

_HEAD_SIZE = head.SLOT * head.SLOTS + 1  # one more, so that a head that has grown shows
LONG_JOURNAL = 1 << 20
"""Bytes: to read more than that at every opening would be felt."""
QUICKLY_FOLDED = 4 << 20
"""Bytes of a snapshot that are written anew in a few hundredths of a second: some ten thousand clients."""
_PREAD: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)  # Windows has none


class Engine:
    """An account file that is open. `guard` keeps the state still; it is never held while waiting for a lock.

    `for_one`: to look up one client, do one act and leave.
    """

    def __init__(
        self, layout: Layout, key: Key, clock: Callable[[], datetime], locks: Locks, *, for_one: bool = False
    ) -> None:
        self.layout = layout
        self.key = key
        self.clock = clock
        self.locks = locks
        self.for_one = for_one
        self.guard = RLock()
        self.generation = 0
        self._identified_before = 0
        self.state: State
        self.snapshot: SnapshotSeen
        self.place: tail.Place
        self._account = str(layout.account)  # os.stat takes a text faster than a Path, and every look-up asks it
        self._head_file = -1
        self._head_bytes = b""
        self._stale = False
        self._current: View | None = None
        self._readers: WeakSet[View] = WeakSet()

    # --- what there is to read

    def view(self) -> View:
        """A view of all that is committed by now, in any process. One view serves until something changes."""
        with self.guard:
            if self._look():
                return self._shared()
        with self.locks.writing():
            self.catch_up()
            with self.guard:
                return self._shared()

    def _shared(self) -> View:
        if self._current is None:
            self._current = View(self.state, Patch(), self.guard, self._account, self._seen())
            self._readers.add(self._current)
        return self._current

    def _seen(self) -> Generation:
        """Both go on growing when the file is loaded anew, which begins another state."""
        return Generation(self.generation, self._identified_before + self.state.identified)

    def load(self) -> None:
        """Read everything anew. To be called by the one writer. Raises `Broken`."""
        loaded = loading.load(self.layout, self.key, for_one=self.for_one)
        with self.guard:
            self._close_head()
            self._head_file = disk.open_lasting(self.layout.head)
            self._head_bytes = self._read_head()
            if self.generation:
                self._identified_before = self._seen().of_identifiers + 1
            self.state, self.snapshot, self.place = loaded.state, loaded.snapshot, loaded.place
            self._stale = False
            self._changed()

    def _look(self) -> bool:
        """Take in what others have acknowledged. False where that needs the lock."""
        if self._stale:
            return False
        identity = identity_of(os.stat(self._account))  # noqa: PTH116 — see _account
        slots = self._read_head()
        if slots == self._head_bytes and identity == self.snapshot.identity:
            return True
        if identity != self.snapshot.identity:
            self.snapshot = loading.look_again(self.layout.account, self.key, self.snapshot)
        known = head.newest(head.read_slots(slots, self.key))
        if known is None or known.file != self.state.file or self.snapshot.file != known.file:
            return False
        if known.sequence > self.state.sequence and not self._follow_to(known.sequence):
            return False
        self._head_bytes = slots
        return known.sequence == self.state.sequence

    def _follow_to(self, sequence: int) -> bool:
        try:
            found = tail.read(self.layout, self.key, self.state, self.place)
        except (tail.Gap, FileNotFoundError):
            return False
        lines = [line for line in found.lines if line.act.n <= sequence]
        for line in lines:
            self._take(self.state.changes_of(line), line.act.n, line.mark)
            self.place = tail.Place(found.place.mark, line.end)
        return self.state.sequence >= sequence

    def _take(self, changes: Changes, number: int, mark: bytes) -> None:
        """Let the state follow an act; views that exist keep what they saw."""
        readers = [reader for reader in self._readers if reader.state is self.state]
        for reader in readers:
            for table, records in changes.items():
                data = self.state.tables[table]
                for record in records:
                    reader.patch.keep(table, record, data.raw(record))
        self.state.apply(changes, number, mark)
        self._changed()

    def _changed(self) -> None:
        self.generation += 1
        self._current = None

    @property
    def acts_to_fold(self) -> int:
        """How many acts the snapshot does not hold yet."""
        with self.guard:
            return self.state.sequence - self.snapshot.sequence

    @property
    def is_folded_on_leaving(self) -> bool:
        """Always, but for one act in a large file: there it would take many times as long as the act."""
        is_quick = self.snapshot.size <= QUICKLY_FOLDED or self.place.offset > LONG_JOURNAL
        return is_quick or not self.for_one

    # --- writing, by the one writer

    def catch_up(self) -> None:
        """Take in everything in the journal, and leave it ready for the next act. Raises `Broken`."""
        with self.guard:
            if not self._look() or not self._is_at_end():
                self._settle()

    def _is_at_end(self) -> bool:
        try:
            return tail.ends_at(self.layout.journal, self.place)
        except FileNotFoundError:
            return False

    def _settle(self) -> None:
        """Adopt what an interrupted writer left at the journal's end, or else read everything anew."""
        slots = head.read_slots(self._read_head(), self.key)
        same = self.snapshot.file == self.state.file and not self._stale
        if same and any(slot is not None and slot.file == self.state.file for slot in slots):
            with suppress(tail.Gap, FileNotFoundError):
                self._adopt(slots)
                return
        self.load()

    def _adopt(self, slots: loading.Slots) -> None:
        found = tail.read(self.layout, self.key, self.state, self.place)
        if not journal.is_torn(found.rest):
            raise Broken(
                f"{self.layout.journal.name}, act {self.state.sequence + len(found.lines) + 1}",
                "journal-line",
            )
        for line in found.lines:
            self._take(self.state.changes_of(line), line.act.n, line.mark)
        self.place = found.place
        loading.require_acknowledged(self.layout, self.state, slots)
        loading.settle(self.layout, self.key, self.state, found, slots)
        self._head_bytes = self._read_head()

    def begin(self) -> FileTransaction:
        """A transaction over the state as it is."""
        with self.guard:
            return FileTransaction(self.state, Patch(), self.guard, self._account, self._seen()).begin(self.key)

    def commit(self, transaction: FileTransaction) -> None:
        """Make a transaction durable and seen.

        Raises `OSError` where that failed and nothing happened, and `IdentifierTaken`.
        """
        require_apart(transaction)
        changes = {table: records for table, records in transaction.patch.tables.items() if records}
        if not changes:
            return
        number = self.state.sequence + 1
        now = instant(self.clock())
        line, mark = journal.line(self.key, self.state.chain, number, now, as_json(changes.items()))
        moved = Head(self.state.file, number, mark, *transaction.trail)
        before = self._head_bytes
        with disk.opened(self.layout.journal, os.O_RDWR) as descriptor:
            try:
                disk.write_at(descriptor, line, self.place.offset)
                disk.fsync(descriptor)
                with self.guard:
                    self._write_head(moved.slot(self.key, moved.place), moved.place)
                    self._take(changes, number, mark)
                    self.place = tail.Place(self.place.mark, self.place.offset + len(line))
            except BaseException:
                self._take_back(descriptor, number - 1, before, moved.place)
                raise

    def _write_head(self, slot: bytes, place: int) -> None:
        begin = place * head.SLOT
        disk.write_at(self._head_file, slot, begin)
        self._head_bytes = self._head_bytes[:begin] + slot + self._head_bytes[begin + head.SLOT :]

    def _take_back(self, descriptor: int, sequence: int, before: bytes, place: int) -> None:
        """Leave the disk as it was before the act: the head first, so that it is never ahead of the journal.

        Raises `StoreUnusable` where even that fails: then only the next look at the disk can tell what
        happened.
        """
        with self.guard:
            self._stale = self.state.sequence != sequence
            try:
                if self._read_head() != before:
                    self._write_head(before[place * head.SLOT : (place + 1) * head.SLOT], place)
                os.ftruncate(descriptor, self.place.offset)
                disk.fsync(descriptor)
            except OSError as error:
                raise StoreUnusable("problem.store.in-doubt", path=str(self.layout.account)) from error

    def sync_head(self) -> None:
        """Wait until the disk has the head."""
        disk.fsync(self._head_file)

    def _read_head(self) -> bytes:
        if _PREAD is not None:
            return _PREAD(self._head_file, _HEAD_SIZE, 0)
        os.lseek(self._head_file, 0, os.SEEK_SET)
        return os.read(self._head_file, _HEAD_SIZE)

    # --- leaving

    def _close_head(self) -> None:
        if self._head_file >= 0:
            os.close(self._head_file)
            self._head_file = -1

    def close(self) -> None:
        """Let go of the files."""
        with self.guard:
            self._close_head()
