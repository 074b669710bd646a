"""The files that make an account file, and what each is for.

`accounts.json` is the snapshot, `accounts.json.journal` the acts since it was written. Beside them: the key of the
chains, the head of the trail (kept apart, so that cutting the journal shows), the last good snapshot, and two locks.
All of them move together: a copy of the account file alone has neither its key nor its latest acts.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """Every path of one account file. Those that end with `new` are written first and then take another's name."""

    account: Path
    journal: Path
    head: Path
    key: Path
    good: Path
    lock: Path
    compaction_lock: Path
    new_account: Path
    new_journal: Path
    new_head: Path
    new_key: Path
    new_good: Path

    @property
    def kept(self) -> tuple[Path, ...]:
        """What holds data: all that is checked, and refused where it is a link."""
        return (self.account, self.journal, self.head, self.key, self.good)

    @property
    def temporaries(self) -> tuple[Path, ...]:
        """What only an interrupted writer leaves behind."""
        return (self.new_account, self.new_journal, self.new_head, self.new_key, self.new_good)


def layout_of(path: Path) -> Layout:
    """The layout for `path`, made absolute now: a later change of folder must not move the account file."""
    text = os.path.abspath(path)  # noqa: PTH100 — resolve() would follow the links that are refused
    ends = ("", ".journal", ".head", ".key", ".good", ".lock", ".compacting")
    fresh = (".new", ".journal.new", ".head.new", ".key.new", ".good.new")
    return Layout(*(Path(text + end) for end in ends + fresh))


def set_aside_path(path: Path, mark: str) -> Path:
    """Where a copy of the damaged file `path` goes; `mark` tells copies of different contents apart."""
    return path.with_name(f"{path.name}.damaged-{mark}")
