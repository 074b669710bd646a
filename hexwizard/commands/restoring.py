"""`hexwizard restore`: says what comes back and what is lost, asks, and then does it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hexwizard.commands import output
from hexwizard.commands.opening import Usage, accounts_path, system_actor
from hexwizard.commands.output import one_line
from hexwizard.desk.restoration import last_good, restore_last_good
from hexwizard.locale.words import Words
from hexwizard.stores.file import verify_file
from hexwizard.stores.file.rescue import LastGood
from hexwizard.stores.protocol import StoreBusy, StoreUnusable

_GONE = ("problem.store.missing-restorable", "problem.store.disk")


def run_restore(options: argparse.Namespace, say: Words) -> int:
    """Restore the account file. 1 where the person asked says no; raises `Usage` where nobody can be asked."""
    path = accounts_path(options)
    if _is_sound(path):
        print(
            output.as_json({"restored": False, "sound": True})
            if options.json
            else one_line(say("cli.restore.sound", path=str(path)))
        )
        return 0
    found = last_good(path)
    if not options.json:
        for line in _told(found, say):
            print(one_line(line))
    if not options.yes:
        if options.json:
            print(_as_json(found, restored=False))
        if options.json or not sys.stdin or not sys.stdin.isatty():
            raise Usage("problem.restore.unconfirmed")
        if not _agreed(say):
            print(say("cli.restore.left"))
            return 1
    found = restore_last_good(path, system_actor())
    if options.json:
        print(_as_json(found, restored=True))
    elif found.aside:
        print(one_line(say("cli.restore.done", path=str(path), copies=found.aside)))
    else:
        print(one_line(say("cli.restore.done-missing", path=str(path))))
    return 0


def _is_sound(path: Path) -> bool:
    """Whether there is nothing to restore. A file that is missing, or that the disk no longer reads, is not sound."""
    try:
        return not verify_file(path).damage
    except StoreBusy:
        raise
    except StoreUnusable as problem:
        if problem.message.key not in _GONE:
            raise
        return False


def _told(found: LastGood, say: Words) -> Iterator[str]:
    counts = tuple(f"{table} {count}" for table, count in found.counts.items())
    yield say("cli.restore.copy", written=found.written, counts=counts)
    if found.kept:
        yield say("cli.restore.kept", count=found.kept)
    if found.lost is None:
        yield say("cli.restore.lost-unknown", until=found.until)
    elif found.lost:
        yield say("cli.restore.lost", count=found.lost, until=found.until)
    else:
        yield say("cli.restore.lost-none")


def _agreed(say: Words) -> bool:
    try:
        answer = input(say("cli.restore.ask") + " ")
    except EOFError:
        return False
    return bool(answer.strip()) and say("cli.restore.yes").startswith(answer.strip().casefold())


def _as_json(found: LastGood, *, restored: bool) -> str:
    def moment(value: datetime) -> str:
        return value.astimezone(UTC).isoformat()

    told = {
        "restored": restored,
        "sound": False,
        "written": moment(found.written),
        "until": moment(found.until),
        "kept": found.kept,
        "lost": found.lost,
        "counts": dict(found.counts),
        "aside": list(found.aside),
    }
    return json.dumps(told)
