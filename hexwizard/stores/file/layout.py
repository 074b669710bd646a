"""The files that make an account file, and what each is for.

`accounts.json` is the snapshot, `accounts.json.journal` the acts since it was written. Beside them: the key of the
chains, the head of the trail (kept apart, so that cutting the journal shows), the last good snapshot, and two locks.
All of them move together: a copy of the account file alone has neither its key nor its latest acts.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import msgspec

ACCOUNT, KEY, GOOD = "", ".key", ".good"
TEMPORARY = (".new", ".journal.new", ".head.new", ".key.new", ".good.new")
ENDS = (".journal", ".head", KEY, GOOD, *TEMPORARY, ".lock", ".compacting", ACCOUNT)
"""How the names of all of them end; the account file last, so that of several links one that nobody typed is named."""


def _beside(end: str) -> cached_property[Path]:
    return cached_property(lambda layout: Path(layout.text + end))


class Layout(msgspec.Struct, frozen=True, dict=True):
    """Every path of one account file, which is `text`; each is made when it is first asked for.

    Those that end with `new` are written first and then take another's name.
    """

    text: str

    account = _beside(ACCOUNT)
    journal = _beside(".journal")
    head = _beside(".head")
    key = _beside(KEY)
    good = _beside(GOOD)
    lock = _beside(".lock")
    compaction_lock = _beside(".compacting")
    new_account = _beside(".new")
    new_journal = _beside(".journal.new")
    new_head = _beside(".head.new")
    new_key = _beside(".key.new")
    new_good = _beside(".good.new")

    @property
    def kept(self) -> tuple[Path, ...]:
        """What holds data: all that is checked."""
        return (self.account, self.journal, self.head, self.key, self.good)

    @property
    def temporaries(self) -> tuple[Path, ...]:
        """What only an interrupted writer leaves behind."""
        return (self.new_account, self.new_journal, self.new_head, self.new_key, self.new_good)


def layout_of(path: Path) -> Layout:
    """The layout for `path`, made absolute now: a later change of folder must not move the account file."""
    return Layout(os.path.abspath(path))  # noqa: PTH100 — resolve() would follow the links that are refused


def set_aside_path(path: Path, mark: str) -> Path:
    """Where a copy of the damaged file `path` goes; `mark` tells copies of different contents apart."""
    return path.with_name(f"{path.name}.damaged-{mark}")
