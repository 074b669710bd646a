"""What happens to an account file in the tests of its faults, and what may be there afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from hexwizard.stores.file import FileStore, compaction, open_file, restore
from hexwizard.stores.protocol import Table
from tests.stores.samples import ALAIN, BEA, Case, Entry, account, clock

ACCOUNT = "accounts.json"
Said = Callable[[], None]
Work = Callable[[Path, Said], None]


def opened(path: Path) -> FileStore:
    return open_file(path, clock=clock)


def prepared(path: Path) -> Path:
    """An account file with a folded part and a journal of two acts."""
    store = open_file(path, clock=clock, create=True)
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, ALAIN.username, ALAIN)
        act.audit(Entry("zoe", "import"))
    store.close()
    store = opened(path)
    for number in (1, 2):
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, BEA.username, replace(BEA, given_name=f"Béa {number}"))
            act.audit(Entry("zoe", f"edit {number}"))
    abandon(store)
    return path


def abandon(store: FileStore) -> None:
    """Leave a store as a killed process does: files let go, nothing folded."""
    store._engine.close()


def copied(source: Path, target: Path) -> Path:
    """A copy of an account file with all that belongs to it."""
    shutil.copytree(source.parent, target)
    return target / source.name


def tale(path: Path) -> str:
    """What the file says: each audit entry with the effect that it must have, so that a mixed state shows."""
    store = opened(path)
    reader = store.reader()
    entries = " > ".join(entry.act for entry in reader.scan(Table.AUDIT, Entry))
    people = ", ".join(f"{person.username} {person.given_name}" for person in reader.accounts())
    cases = ", ".join(f"{case.number} {case.note}" for case in reader.scan(Table.CASES, Case))
    assert store.verify().damage == ()
    abandon(store)
    return f"{entries} | {people} | {cases}"


def strays(path: Path) -> list[str]:
    """Files beside the account file that do not belong there."""
    known = {"", ".journal", ".head", ".key", ".good", ".lock", ".compacting"}
    names = {path.name + end for end in known}
    return sorted(file.name for file in path.parent.iterdir() if file.name not in names)


def edit(path: Path, said: Said) -> None:
    store = opened(path)
    with store.transaction() as act:
        act.put(Table.ACCOUNTS, BEA.username, replace(BEA, given_name="Solange"))
        act.put(Table.CASES, "1", Case(1, "called"))
        act.audit(Entry("yan", "edit 3"))
    said()
    abandon(store)


def import_many(path: Path, said: Said) -> None:
    store = opened(path)
    with store.transaction() as act:
        for number in range(40):
            act.put(Table.ACCOUNTS, f"user{number}", account(number))
        act.delete(Table.ACCOUNTS, ALAIN.username)
        act.audit(Entry("yan", "import 2"))
    said()
    abandon(store)


@contextmanager
def cutting() -> Iterator[None]:
    """Every fold cuts the journal down to what the snapshot does not hold, as folds of a long one do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compaction, "KEPT", 0)
        yield


def fold(path: Path, said: Said) -> None:
    store = opened(path)
    with cutting():
        assert store.compact()
    said()
    abandon(store)


def close(path: Path, said: Said) -> None:
    with cutting():
        opened(path).close()
    said()


def bring_back(path: Path, said: Said) -> None:
    path.write_bytes(path.read_bytes()[:99])
    restore(path, clock=clock)
    said()


def scrapped(path: Path) -> None:
    """Make an account file and leave it as a killed process does."""
    abandon(open_file(path, clock=clock, create=True))


def create(path: Path, said: Said) -> None:
    open_file(path.with_name("new.json"), clock=clock, create=True).close()
    said()
