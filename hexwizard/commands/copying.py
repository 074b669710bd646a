"""`hexwizard copy FROM TO`."""

from __future__ import annotations

import argparse
import sys

from hexwizard.commands.opening import Usage, open_store, settings_of, system_actor
from hexwizard.commands.output import one_line
from hexwizard.desk.moving import move_desk
from hexwizard.locale.words import Words
from hexwizard.stores.protocol import Table


def run_copy(options: argparse.Namespace, say: Words) -> int:
    """Copy everything from a path or address to another; begun again, it goes on where it was."""
    settings = settings_of(options)
    source = open_store(options.source, settings, create=False)
    try:
        target = open_store(options.target, settings, create=True)
        try:
            if source.location == target.location:
                raise Usage("problem.copy.same", path=source.location)
            tallies = move_desk(source, target, system_actor(), _Shown(say))
        finally:
            target.close()
    finally:
        source.close()
    for table, tally in tallies.items():
        print(one_line(say("cli.copy.done", table=table.value, count=tally.count, digest=tally.digest)))
    return 0


class _Shown:
    """Progress on one line of a terminal; nothing where nobody looks."""

    def __init__(self, say: Words) -> None:
        self._say = say

    def __call__(self, table: Table, done: int, total: int) -> None:
        if sys.stderr.isatty():
            line = self._say("cli.copy.progress", table=table.value, done=done, total=total)
            end = "\n" if done >= total else ""
            print(f"\r{line}\x1b[K", end=end, file=sys.stderr, flush=True)
