"""The files that make an account file, and what each is for.

`accounts.json` is the snapshot, `accounts.json.journal` the acts since it was written. Beside them: the key
of the chains, the head of the trail (kept apart, so that cutting the journal shows), the last good snapshot,
and two locks. All of them move together: a copy of the account file alone has neither its key nor its latest
acts.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """Every path of one account file."""

    account: Path

    def _beside(self, suffix: str) -> Path:
        return self.account.with_name(self.account.name + suffix)

    @property
    def journal(self) -> Path:
        return self._beside(".journal")

    @property
    def head(self) -> Path:
        return self._beside(".head")

    @property
    def key(self) -> Path:
        return self._beside(".key")

    @property
    def good(self) -> Path:
        return self._beside(".good")

    @property
    def lock(self) -> Path:
        return self._beside(".lock")

    @property
    def compaction_lock(self) -> Path:
        return self._beside(".compacting")

    @property
    def new_account(self) -> Path:
        return self._beside(".new")

    @property
    def new_good(self) -> Path:
        return self._beside(".good.new")

    @property
    def new_journal(self) -> Path:
        return self._beside(".journal.new")

    @property
    def new_key(self) -> Path:
        return self._beside(".key.new")

    @property
    def new_head(self) -> Path:
        return self._beside(".head.new")

    @property
    def temporaries(self) -> tuple[Path, ...]:
        """What only an interrupted writer leaves behind."""
        return (self.new_account, self.new_good, self.new_journal, self.new_key, self.new_head)

    @property
    def kept(self) -> tuple[Path, ...]:
        """What holds data: all that is checked, and refused where it is a link."""
        return (self.account, self.journal, self.head, self.key, self.good)

    def set_aside(self, of: Path, mark: str) -> Path:
        """Where a copy of the damaged file `of` goes; `mark` tells copies of different contents apart."""
        return of.with_name(f"{of.name}.damaged-{mark}")


def layout_of(path: Path) -> Layout:
    """The layout for `path`, made absolute now: a later change of folder must not move the account file."""
    return Layout(Path(os.path.abspath(path)))  # noqa: PTH100 — resolve() would follow the links that are refused
