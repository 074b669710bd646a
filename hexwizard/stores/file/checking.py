"""`verify`: everything that is kept, held against its marks, saying where each damage is. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from hexwizard.stores.file import disk, examination, head, journal, trail
from hexwizard.stores.file.failures import Broken
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.seal import Key, read_key
from hexwizard.stores.file.snapshot import Seal
from hexwizard.stores.file.state import State
from hexwizard.stores.protocol import Table
from hexwizard.stores.soundness import Damage, Verification


def as_damage(broken: Broken) -> Damage:
    """What `verify` says of one broken place."""
    return Damage(broken.where, f"damage.store.{broken.what}", broken.details)


class Check:
    """One verification. Each part adds what it finds and goes on, so that one damage does not hide another."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._found: list[Broken] = []
        self._counts: dict[str, int] = {}
        self._state: State | None = None
        self._links: list[trail.Found] = []
        self._key: Key | None = None
        self._seal: Seal | None = None
        self._lines: list[journal.Line] = []

    def run(self) -> Verification:
        """Check everything. Raises `OSError` where the disk cannot be read at all, `Broken` where a later version wrote
        it.
        """
        try:
            self._key = read_key(self._layout.key)
        except Broken as broken:
            self._found.append(broken)
        self._snapshot()
        self._good()
        if self._key is not None:
            self._journal(self._key)
            self._trail(self._key)
            self._head(self._key)
        if self._state is not None:
            self._counts = self._state.counts()
        once = dict.fromkeys(as_damage(broken) for broken in self._found)
        return Verification(self._counts, tuple(once))

    def _snapshot(self) -> None:
        data = disk.read_whole(self._layout.account)
        twin = b""
        if disk.refuse_unless_file(self._layout.good):
            twin = disk.read_whole(self._layout.good)
        name = self._layout.account.name
        self._seal, found = examination.examine(data, self._key, name, twin)
        self._found += found
        self._counts = examination.counts(data, self._seal)
        self._links = list(trail.links(data, name))
        if self._seal is not None and not found:
            try:
                state = State.of(self._seal, data, name)
                state.tables.read_all()
                self._state = state
            except Broken as broken:
                self._found.append(broken)

    def _good(self) -> None:
        name = self._layout.good.name
        if not disk.refuse_unless_file(self._layout.good):
            self._found.append(Broken(name, "good-missing"))
            return
        _, found = examination.examine(disk.read_whole(self._layout.good), self._key, name, b"")
        self._found += found

    def _journal(self, key: Key) -> None:
        name = self._layout.journal.name
        if not disk.refuse_unless_file(self._layout.journal):
            self._found.append(Broken(name, "journal-missing"))
            return
        data = disk.read_whole(self._layout.journal)
        try:
            begun, start = journal.read_beginning(data, key, name)
        except Broken as broken:
            self._found.append(broken)
            return
        seal = self._seal
        if seal is not None and (begun.file != seal.file or begun.base > seal.sequence):
            self._found.append(Broken(name, "other-file"))
        for line, problem in examination.journal_lines(data, start, key, begun, name):
            if problem is not None:
                self._found.append(problem)
            if line is not None:
                self._add(line)
        self._found += self._meeting(begun)

    def _add(self, line: journal.Line) -> None:
        self._lines.append(line)
        if self._seal is not None and line.act.n <= self._seal.sequence:
            return
        where = f"{self._layout.journal.name}: audit"
        for number, raw in line.act.tables.get(Table.AUDIT.value, {}).items():
            self._links.append(trail.Found(int(number), bytes(raw), f"{where} {number}"))
        if self._state is not None:
            self._state.follow(line)

    def _meeting(self, begun: journal.Beginning) -> Iterator[Broken]:
        """The journal must reach the snapshot, and say the same of the act at which they meet."""
        if self._seal is None:
            return
        marks = {begun.base: begun.chain.encode()} | {line.act.n: line.mark for line in self._lines}
        if marks.get(self._seal.sequence) != self._seal.chain.encode():
            yield Broken(f"{self._layout.journal.name}, act {self._seal.sequence}", "acts-missing")

    def _trail(self, key: Key) -> None:
        self._found += trail.check(self._links, key)
        if self._seal is not None:
            until = [link for link in self._links if link.number <= self._seal.entries]
            if len(until) < self._seal.entries:
                self._found.append(Broken(f"{self._layout.account.name}: audit {len(until) + 1}", "audit-missing"))

    def _head(self, key: Key) -> None:
        name = self._layout.head.name
        if not disk.refuse_unless_file(self._layout.head):
            self._found.append(Broken(name, "head-missing"))
            return
        slots = head.read_slots(disk.read_whole(self._layout.head), key)
        for place, slot in enumerate(slots):
            if slot is None:
                self._found.append(Broken(f"{name}, line {place + 1}", "head"))
        known = head.newest(slots)
        if known is None:
            return
        sealed = 0 if self._seal is None else self._seal.sequence
        acts = max((line.act.n for line in self._lines), default=sealed)
        if max(acts, sealed) < known.sequence:
            self._found.append(Broken(f"{self._layout.journal.name}, act {acts + 1}", "acts-missing"))
        if len(self._links) < known.entries:
            self._found.append(Broken(f"audit {len(self._links) + 1}", "audit-missing"))
        if self._seal is not None and known.file != self._seal.file:
            self._found.append(Broken(name, "other-file"))
