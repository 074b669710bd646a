"""`python -m tests.stores.harness.flips BITS [ENDING…]`: BITS bits of every byte of every file, flipped one at a time.

Fifty audit entries, half of them folded. Eight bits try every bit there is; with eight the journal alone takes an hour,
so that its ending, `.journal`, may be given to try no other file. Every file is also cut at every byte, and taken away.
What is deleted, swapped, copied and chained anew entry by entry, `test_tampering` tries on as many, each time it runs.
The control looks at no marks.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from hexwizard.stores.file import examination, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.stores import scenes
from tests.stores.samples import BEA, Entry

ENDS = ("", ".journal", ".head", ".key", ".good")


def made(path: Path) -> Path:
    store = scenes.opened(scenes.prepared(path))
    for number in range(4, 51):
        with store.transaction() as act:
            act.put(Table.ACCOUNTS, "bea", BEA)
            act.audit(Entry("zoe", f"entry {number}"))
        if number == 25:
            store.compact()
    scenes.abandon(store)
    return path


def unseen(file: Path, path: Path, bits: range, step: int) -> tuple[int, int]:
    """(flips tried, flips that `verify` did not find) in one file."""
    whole = file.read_bytes()
    tried = missed = 0
    for at in range(0, len(whole), step):
        for bit in bits:
            flipped = bytearray(whole)
            flipped[at] ^= 1 << (at + bit) % 8
            file.write_bytes(flipped)
            tried += 1
            missed += not verify_file(path).damage
    file.write_bytes(whole)
    return tried, missed


def uncut(file: Path, path: Path) -> tuple[int, int]:
    """(cuts tried, cuts that `verify` did not find) in one file: at every byte, and the whole of it missing."""
    whole = file.read_bytes()
    missed = 0
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        missed += not verify_file(path).damage
    file.unlink()
    with suppress(StoreUnusable):  # without the account file itself there is nothing to verify, and that is said
        missed += not verify_file(path).damage
    file.touch(0o600)
    file.write_bytes(whole)
    return len(whole) + 1, missed


def main(bits: int, ends: Sequence[str] = ENDS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = made(Path(folder) / "made" / scenes.ACCOUNT)
        failed = 0
        for end in ends:
            file = path.with_name(path.name + end)
            tried, missed = unseen(file, path, range(bits), 1)
            cuts, unseen_cuts = uncut(file, path)
            failed += missed + unseen_cuts
            print(
                f"{file.name}: {tried} bits flipped, {missed} not found; cut {cuts} times, {unseen_cuts} not found",
                flush=True,
            )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(examination, "examine", lambda *_: (None, []))
            tried, missed = unseen(path, path, range(1), 7)
        print(f"control, the snapshot's marks not looked at: {missed} of {tried} not found")
        if failed or not missed:
            raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8, sys.argv[2:] or ENDS)
