"""`hexwizard verify`."""

from __future__ import annotations

import argparse
import sys

from hexwizard.commands import output
from hexwizard.commands.opening import accounts_given, accounts_path, open_store, settings_of
from hexwizard.commands.output import one_line
from hexwizard.locale.words import Words
from hexwizard.stores.postgres import is_address
from hexwizard.stores.soundness import Verification


def run_verify(options: argparse.Namespace, say: Words) -> int:
    """Check the account file or server and the audit trail from end to end; 1 where damage is found, naming where."""
    found = _verified(options)
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


def _verified(options: argparse.Namespace) -> Verification:
    """What is found; a file is looked at even where it cannot be opened."""
    given = accounts_given(options)
    if given is None or not is_address(given):
        from hexwizard.stores.file.store import verify_file

        return verify_file(accounts_path(options))
    store = open_store(given, settings_of(options), create=False)
    try:
        return store.verify()
    finally:
        store.close()
