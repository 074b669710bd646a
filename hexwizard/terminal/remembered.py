"""What is remembered between two runs for whoever sits at this machine: the colours of the screen, and nothing else.

It belongs to a person's eyes and terminal, not to an operator of the account file: it must be known before anyone has
signed in, and choosing it must not write to the accounts.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hexwizard.desk.theme_name import ThemeName
from hexwizard.stores.file import disk
from hexwizard.stores.protocol import StoreUnusable


class RememberedTheme:
    """A name in a file of its own; a file that is missing, unreadable or odd remembers nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self) -> ThemeName | None:
        with suppress(OSError, ValueError):
            return ThemeName(self._path.read_text(encoding="utf-8").strip())
        return None

    def keep(self, name: ThemeName) -> None:
        """Remember `name`, for its owner alone. Where that cannot be written, the choice holds for this run."""
        with suppress(OSError, StoreUnusable):
            disk.make_folders(self._path.parent)
            disk.refuse_unless_file(self._path)
            with disk.created(self._path) as descriptor:
                disk.write_all(descriptor, f"{name}\n".encode())
