"""`hexwizard verify`."""

from __future__ import annotations

import argparse
import sys

from hexwizard.commands import output
from hexwizard.commands.opening import accounts_path
from hexwizard.commands.output import one_line
from hexwizard.locale.words import Words


def run_verify(options: argparse.Namespace, say: Words) -> int:
    """Check the account file and the audit trail from end to end; 1 where damage is found, naming where."""
    from hexwizard.stores.file.store import verify_file

    found = verify_file(accounts_path(options))
    if options.json:
        damage = [
            {"where": one.where, "what": say(one.what, details=one.details), "details": one.details}
            for one in found.damage
        ]
        print(output.as_json({"ok": not damage, "counts": dict(found.counts), "damage": damage}))
        return 1 if damage else 0
    for one in found.damage:
        print(one_line(f"{one.where}: {say(one.what, details=one.details)}"), file=sys.stderr)
    if found.damage:
        print(say("cli.verify.damaged", count=len(found.damage)), file=sys.stderr)
        return 1
    counted = tuple(f"{table} {count}" for table, count in found.counts.items())
    print(say("cli.verify.sound", counts=counted))
    return 0
