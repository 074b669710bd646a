"""All that an account file says, in memory, and how one act changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock, RLock
from typing import TYPE_CHECKING

import msgspec

from hexwizard.accounts.model import Company
from hexwizard.stores.file import paging, snapshot
from hexwizard.stores.file.failures import LATER, Broken
from hexwizard.stores.file.head import Head
from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.journal import Line
from hexwizard.stores.file.paging import Tables
from hexwizard.stores.file.records import ABSENT, Identity, key_of, read_identity, read_link
from hexwizard.stores.file.seeking import Seeking
from hexwizard.stores.file.turns import in_turns
from hexwizard.stores.protocol import Table

if TYPE_CHECKING:
    from hexwizard.stores.file.search import Words

Changes = Mapping[Table, Mapping[int, bytes | None]]


class State(msgspec.Struct, eq=False):
    """The tables, their indexes, and how far the file has come. `words` and `companies` are made when first
    wanted, the words by one thread at a time. `identified` counts the accounts whose identifiers have changed.
    """

    file: str
    sequence: int
    chain: bytes
    entries: int
    audit: bytes
    tables: Tables
    identifiers: Identifiers | Seeking
    words: Words | None = None
    companies: Mapping[str, Company] | None = None
    identified: int = 0
    making: Lock = msgspec.field(default_factory=Lock)

    @staticmethod
    def of(seal: snapshot.Seal, data: bytes, name: str, *, for_one: bool = False) -> State:
        """The state that a verified snapshot says. Raises `Broken` where its records cannot be read."""
        tables, identifiers = paging.load(data, seal, name, for_one=for_one)
        chain, audit = seal.chain.encode(), seal.audit.encode()
        return State(seal.file, seal.sequence, chain, seal.entries, audit, tables, identifiers)

    def head(self) -> Head:
        return Head(self.file, self.sequence, self.chain, self.entries, self.audit)

    def seal(self, written: str, segments: dict[str, snapshot.Segment]) -> snapshot.Seal:
        """What a snapshot of this state is sealed with."""
        return snapshot.Seal(
            snapshot.FORMAT,
            self.file,
            written,
            self.sequence,
            self.chain.decode(),
            self.entries,
            self.audit.decode(),
            segments,
        )

    def captured(self) -> State:
        """This state as it is now, without indexes: what a compaction writes while acts go on."""
        tables = self.tables.captured()
        return State(self.file, self.sequence, self.chain, self.entries, self.audit, tables, Identifiers())

    def counts(self) -> dict[str, int]:
        """How many records each table has."""
        return {table.value: self.tables[table].count for table in Table}

    def make_words(self, guard: RLock) -> None:
        """Make the words for searching, where that was not done yet, while acts and look-ups go on."""
        data = self.tables[Table.ACCOUNTS]
        with self.making:  # whoever else wants them waits for these
            with guard:
                if self.words is not None:
                    return
                seen = data.captured()
            from hexwizard.stores.file.search import Words

            words = Words((number, seen.raw(number) or b"") for number in in_turns(seen.ids()))
            with guard:
                changed = data.changed.items()
                words.replace({number: raw for number, raw in changed if seen.raw(number) != raw})
                self.words = words

    def changes_of(self, line: Line) -> Changes:
        """What a journal line changes. Raises `Broken` where a later version wrote it."""
        if unknown := sorted(line.act.tables.keys() - snapshot.KNOWN):
            raise Broken(f"act {line.act.n}", LATER, ", ".join(unknown))
        return {
            Table(name): {
                int(number): None if (kept := bytes(raw)) == ABSENT else kept for number, raw in records.items()
            }
            for name, records in line.act.tables.items()
        }

    def follow(self, line: Line) -> None:
        """Take in one act of the journal."""
        self.apply(self.changes_of(line), line.act.n, line.mark)

    def apply(self, changes: Changes, sequence: int, chain: bytes) -> None:
        """Take in one act, which came to be number `sequence` with the mark `chain`."""
        for table, records in changes.items():
            if table is Table.ACCOUNTS:
                self._put_accounts(records)
            elif table is Table.AUDIT:
                self._append(records)
            else:
                self._put(table, records)
            if table is Table.COMPANIES:
                self.companies = None
        self.sequence = sequence
        self.chain = chain

    def _put_accounts(self, records: Mapping[int, bytes | None]) -> None:
        data = self.tables[Table.ACCOUNTS]
        index = self.identifiers
        added: list[tuple[int, Identity]] = []
        for number, raw in records.items():
            old = data.raw(number) if data.has(number) else None
            data.put(number, raw)
            if isinstance(index, Seeking):  # it looks at what changed by itself
                self.identified += 1
                continue
            before, after = (None if one is None else read_identity(one) for one in (old, raw))
            if before == after:
                continue
            if before is not None:
                index.remove(number, before)
            if after is not None:
                added.append((number, after))
            self.identified += 1
        if added and not isinstance(index, Seeking):
            index.add_all(added)
        if self.words is not None:
            self.words.replace(records)

    def _put(self, table: Table, records: Mapping[int, bytes | None]) -> None:
        data = self.tables[table]
        for number, raw in records.items():
            before = data.raw(number)
            if before is not None and data.numbers.get(key := key_of(table, before)) == number:
                del data.numbers[key]
            if raw is not None:
                data.numbers[key_of(table, raw)] = number
            data.put(number, raw)

    def _append(self, records: Mapping[int, bytes | None]) -> None:
        data = self.tables[Table.AUDIT]
        for number, raw in records.items():
            data.put(number, raw)
            if raw is not None:
                self.entries, self.audit = number, read_link(raw).mac.encode()


def as_json(changes: Iterable[tuple[Table, Mapping[int, bytes | None]]]) -> bytes:
    """Changes as the journal keeps them, joined from the records' own bytes."""
    tables = (
        b'"%s":{%s}' % (table.value.encode(), b",".join(b'"%d":%s' % (n, raw or ABSENT) for n, raw in records.items()))
        for table, records in changes
        if records
    )
    return b"{%s}" % b",".join(tables)
