"""The desk on a PostgreSQL server: the store for a team on several machines.

Read `sql/0001_tables.sql` first (what is kept), then `transaction` (how an act is kept) and `view` (how a view stays as
it was), then the file that each of them names. Needs the extra `hexwizard[postgres]`, imported when it is asked for.
"""

from __future__ import annotations

from hexwizard.stores.postgres.address import Place, is_address, place_of

__all__ = ["Place", "is_address", "place_of"]
