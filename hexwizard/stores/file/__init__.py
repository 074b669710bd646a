"""The account file: a snapshot in TinyDB's JSON, a journal of the acts since, and what guards them.

Read `layout` first (which files there are), then `engine` (how an act is kept), then the file that each of them names.

What they hand to each other are msgspec's structs: one is declared in a fortieth of the time of a dataclass, and a
sign-in on the command line waits for a dozen of them.
"""

from __future__ import annotations

from hexwizard.stores.file.store import LOCK_TIMEOUT, FileStore, open_file, restorable, restore, verify_file

__all__ = ["LOCK_TIMEOUT", "FileStore", "open_file", "restorable", "restore", "verify_file"]
