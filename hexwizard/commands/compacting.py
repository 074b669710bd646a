"""`hexwizard compact`."""

from __future__ import annotations

import argparse
import json

from hexwizard.commands.opening import accounts_path
from hexwizard.commands.output import one_line
from hexwizard.desk.clock import system_clock
from hexwizard.locale.words import Words


def run_compact(options: argparse.Namespace, say: Words) -> int:
    """Fold the journal into the account file. Other wizards may go on working meanwhile."""
    from hexwizard.stores.file import open_file

    store = open_file(accounts_path(options), clock=system_clock)
    try:
        acts = store.acts_to_fold
        store.compact()
        path = store.location
    finally:
        store.close()
    if options.json:
        print(json.dumps({"folded": acts}))
    elif acts:
        print(one_line(say("cli.compact.done", count=acts, path=path)))
    else:
        print(one_line(say("cli.compact.nothing", path=path)))
    return 0
