"""What a wizard keeps on its own machine: the team's key, and the head that it last saw, apart from the server.

Whoever rules the server but lacks the key cannot change a record or the trail and make the marks fit. Whoever puts the
whole database back as it once was is found out by every machine whose head is further.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from hexwizard.stores.file import disk, head
from hexwizard.stores.file.failures import Broken, disk_problem
from hexwizard.stores.file.head import Head
from hexwizard.stores.file.seal import Key, make_key, read_key
from hexwizard.stores.protocol import StoreUnusable

_OTHERS = stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Keyring:
    """Where the key and the heads are: `key` one file for the team, `heads` a folder of this user."""

    key: Path
    heads: Path

    def read(self) -> Key:
        """The key. Raises `StoreUnusable` where it is missing, unreadable, or open to everybody on this machine."""
        try:
            if not disk.refuse_unless_file(self.key):
                raise StoreUnusable("problem.server.key-missing", file=str(self.key))
            if os.name == "posix" and self.key.stat().st_mode & _OTHERS:
                raise StoreUnusable("problem.server.key-open", file=str(self.key))
            return read_key(self.key)
        except Broken:
            raise StoreUnusable("problem.server.key-unreadable", file=str(self.key)) from None
        except OSError as error:
            raise disk_problem(error, self.key) from error

    def read_or_make(self) -> Key:
        """The key, made where there is none: for a database in which nothing is yet."""
        try:
            if not disk.refuse_unless_file(self.key):
                disk.make_folders(self.key.parent)
                return make_key(self.key, self.key.with_name(self.key.name + ".new"))
        except OSError as error:
            raise disk_problem(error, self.key) from error
        return self.read()


class Witness:
    """The furthest head that this machine saw of one store. It never moves on after a head that does not follow it."""

    def __init__(self, folder: Path, key: Key, store: str) -> None:
        self.path = folder / f"postgres-{store}.head"
        self._key = key
        self._guard = Lock()
        self._frozen = False
        self._known = self.read()

    def read(self) -> Head | None:
        """What is kept; None where nothing is, or nothing that can be read."""
        try:
            data = disk.read_whole(self.path)
        except OSError:
            return None
        return head.newest(head.read_slots(data, self._key))

    def freeze(self) -> None:
        """Keep what is kept, as evidence, until somebody has looked into it."""
        self._frozen = True

    def note(self, seen: Head) -> None:
        """Keep `seen`. What this machine cannot write is not kept, and no act fails for it."""
        with self._guard:
            known = self._known
            if known is not None and seen.sequence < known.sequence:
                self.freeze()
            if self._frozen or (known is not None and seen.sequence == known.sequence):
                return
            with suppress(OSError):
                self._write(seen, known)
                self._known = seen

    def _write(self, seen: Head, known: Head | None) -> None:
        if known is None:
            disk.make_folders(self.path.parent)
            with disk.created(self.path) as descriptor:
                disk.write_all(descriptor, b"".join(seen.slot(self._key, place) for place in range(head.SLOTS)))
            return
        with disk.opened(self.path, os.O_RDWR) as descriptor:
            disk.write_at(descriptor, seen.slot(self._key, seen.place), seen.place * head.SLOT)
