"""The row at the head of a server's store: who asks for it, and how it is read."""

from __future__ import annotations

from hexwizard.stores.postgres.connections import Row
from hexwizard.stores.postgres.marks import StoreHead, are_sums
from hexwizard.stores.protocol import StoreUnusable

HEAD = "SELECT id, key_mark, sequence, entries, audit, sums, seal FROM hexwizard.store"


def read_head(row: Row | None, path: str) -> StoreHead:
    """The head that the store's row says. Raises `StoreUnusable` where there is none, or none that can be read."""
    if row is None:
        raise StoreUnusable("problem.server.empty", path=path)
    store, mark, sequence, entries, audit, sums, _ = row
    if not are_sums(sums):
        raise StoreUnusable("problem.store.damaged", path=path, where="store")
    return StoreHead(store, mark, sequence, entries, audit.encode(), sums)
