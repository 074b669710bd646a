"""The account file: a snapshot in TinyDB's JSON, a journal of the acts since, and what guards them.

Read `layout` first (which files there are), then `engine` (how an act is kept), then the file that each of them names.
"""

from __future__ import annotations

from hexwizard.stores.file.store import LOCK_TIMEOUT, FileStore, open_file, restorable, restore, verify_file

__all__ = ["LOCK_TIMEOUT", "FileStore", "open_file", "restorable", "restore", "verify_file"]
