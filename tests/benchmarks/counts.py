"""What does not vary from run to run, counted: what a start imports, what an act writes, what a look-up reads.

A machine's noise hides a change of a quarter; one module more at the start, one fsync more an act or one account more a
look-up is seen here at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from hexwizard.accounts.model import Account
from hexwizard.desk.clients import Question
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file, records
from hexwizard.stores.protocol import Table
from tests.benchmarks.sample import NOW, accounts

SOME = 2000

_HELP = "main(['--help'])"
_FIRST_SCREEN = """
import hexwizard.commands.wizard, hexwizard.app, hexwizard.terminal.late_desk, hexwizard.screens.{screen}
"""
_LOGIN = "main(['login', {username!r}, '--password-stdin', '--accounts', {path!r}])"
_COUNTED = """
import sys
from hexwizard.cli import main
try:
    {work}
except SystemExit:
    pass
print("modules", len(sys.modules))
"""


def counts() -> dict[str, int]:
    """Every count by its name."""
    with tempfile.TemporaryDirectory(prefix="hexwizard-counts-") as folder:
        path = Path(folder) / "accounts.json"
        store = open_file(path, clock=lambda: NOW, create=True)
        with store.transaction() as transaction:
            for account in accounts(SOME):
                transaction.put(Table.ACCOUNTS, account.username, account)
        store.close()
        known = accounts(SOME)[SOME // 2]
        return {
            "modules imported for --help": _modules(_HELP),
            "modules imported for login": _modules(_LOGIN.format(username=known.username, path=str(path))),
            "modules imported before home is painted": _modules(_FIRST_SCREEN.format(screen="home").strip()),
            "modules imported before the sign-in is painted": _modules(_FIRST_SCREEN.format(screen="sign_in").strip()),
            **_of_an_act(path, known),
            **_of_look_ups(path, known),
        }


def _modules(work: str) -> int:
    environment = {name: value for name, value in os.environ.items() if name != "HEXWIZARD_ACCOUNTS"}
    ran = subprocess.run(
        [sys.executable, "-c", _COUNTED.format(work=work)],
        input=b"wrong",
        capture_output=True,
        check=True,
        env=environment,
    )
    return int(ran.stdout.decode("utf-8", "replace").rpartition("modules ")[2])


def _of_an_act(path: Path, account: Account) -> dict[str, int]:
    """What one act on one account writes."""
    written: Counter[str] = Counter()
    store = open_file(path, clock=lambda: NOW)

    def counting(name: str, call: Callable[..., int | None]) -> Callable[..., int | None]:
        def counted(*arguments: object) -> int | None:
            done = call(*arguments)
            written[name] += done or 1
            return done

        return counted

    with (
        patch("os.fsync", counting("fsyncs", os.fsync)),
        patch("os.fdatasync", counting("fsyncs", os.fdatasync)),
        patch("os.pwrite", counting("bytes", os.pwrite)),
        patch("os.write", counting("bytes", os.write)),
        store.transaction() as transaction,
    ):
        transaction.put(Table.ACCOUNTS, account.username, account)
    store.close()
    return {"bytes written an act": written["bytes"], "fsyncs an act": written["fsyncs"]}


def _of_look_ups(path: Path, account: Account) -> dict[str, int]:
    """How many accounts are decoded for one answer."""
    store = open_file(path, clock=lambda: NOW)
    clients = Desk(Services(store, clock=lambda: NOW)).clients
    address = account.primary_email or ""
    slip = address.replace("@", "", 1)
    clients.examine(Question(slip))
    touched = {
        "accounts touched by an exact identifier": _decoded(lambda: clients.examine(Question(address))),
        "accounts touched by a slip": _decoded(lambda: clients.examine(Question(slip))),
        "accounts touched by a name": _decoded(lambda: clients.search(account.full_name)),
    }
    store.close()
    return touched


def _decoded(work: Callable[[], object]) -> int:
    decode, seen = records.decode, Counter[object]()

    def counted(raw: bytes | str, kind: type[records.Record], path: str, where: str) -> records.Record:
        seen[kind] += 1
        return decode(raw, kind, path, where)

    with patch.object(records, "decode", counted):
        work()
    return seen[Account]


if __name__ == "__main__":
    for name, count in counts().items():
        print(f"{name:<52} {count:6}")
