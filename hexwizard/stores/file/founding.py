"""Making a new, empty account file. The snapshot comes last: before it exists, nothing does."""

from __future__ import annotations

from datetime import UTC, datetime

from hexwizard.stores.file import disk, loading, snapshot
from hexwizard.stores.file.identifiers import Identifiers
from hexwizard.stores.file.layout import Layout
from hexwizard.stores.file.paging import Tables
from hexwizard.stores.file.seal import Key, make_key
from hexwizard.stores.file.state import State


def instant(moment: datetime) -> str:
    """A moment as the file writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_file_name() -> str:
    """What tells this life of the file from every other."""
    import secrets

    return secrets.token_hex(16)


def empty(key: Key) -> State:
    """A state in which nothing has happened."""
    tables = Tables(b"", {}, "")
    return State(new_file_name(), 0, key.origin("act"), 0, key.origin("audit"), tables, Identifiers())


def found(layout: Layout, now: datetime) -> None:
    """Write a new account file. To be called by the one writer, where there is none."""
    key = make_key(layout.key, layout.new_key)
    state = empty(key)
    loading.new_journal(layout, key, state)
    loading.write_head(layout, key, state)
    write_snapshots(layout, key, state, now)
    disk.replace(layout.new_account, layout.account)
    disk.replace(layout.new_good, layout.good)


def renew_good(layout: Layout) -> None:
    """Copy the snapshot, which was just verified, to where its good copy is missing."""
    with disk.created(layout.new_good) as descriptor:
        disk.write_all(descriptor, disk.read_whole(layout.account))
        disk.fsync(descriptor)
    disk.replace(layout.new_good, layout.good)


def write_snapshots(layout: Layout, key: Key, state: State, now: datetime) -> int:
    """Write a snapshot of `state` and its copy under their temporary names. Returns its length."""
    with disk.created(layout.new_account) as first, disk.created(layout.new_good) as second:
        return snapshot.write(state, key, instant(now), (first, second))
