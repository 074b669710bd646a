"""`hexwizard` and `hexwizard demo`: the wizard itself."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hexwizard.commands.opening import Usage, accounts_path, desk_on, outbox_beside, system_actor
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo import SECOND_NAME, SECOND_PASSWORD
from hexwizard.desk.desk import Desk
from hexwizard.desk.restoration import last_good, restore_last_good
from hexwizard.desk.services import Services, system_clock
from hexwizard.desk.settings import load_settings
from hexwizard.locale.words import Words
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.terminal.hardening import refuse_debugging, silence_event_loop
from hexwizard.terminal.remembered import RememberedTheme

_DAMAGES = ("problem.store.damaged", "problem.store.missing-restorable")

if TYPE_CHECKING:
    from hexwizard.terminal.safe_app import SafeApp


def open_wizard(options: argparse.Namespace, say: Words) -> int:
    """Open the wizard on the account file; a first run begins with an empty one."""
    try:
        return _on_account_file(options, say)
    except StoreUnusable as problem:
        restored = _restored(accounts_path(options), problem, say)
    return _on_account_file(options, say) if restored is None else restored


def _on_account_file(options: argparse.Namespace, say: Words) -> int:
    with desk_on(options, create=True) as desk:
        make_ready(say)
        from hexwizard.app import HexwizardApp

        app = HexwizardApp(desk, language=say.language, remembered=remembered_theme())
        status = run(app)
    return open_demo(say) if app.return_value == "demo" and not status else status


def _restored(path: Path, problem: StoreUnusable, say: Words) -> int | None:
    """None once the last good copy is back; else the status to end with.

    Raises `problem` itself where it is no damage, nothing can be brought back, nobody can be asked, or they say no.
    """
    if problem.message.key not in _DAMAGES or not _has_terminal():
        raise problem
    try:
        good = last_good(path)
    except StoreUnusable:
        raise problem from None
    make_ready(say)
    from hexwizard.terminal.damage_app import DamageApp

    app = DamageApp(problem.message, good, language=say.language)
    status = run(app)
    if status:
        return status
    if not app.return_value:
        raise problem
    restore_last_good(path, system_actor())
    return None


def _has_terminal() -> bool:
    return bool(sys.__stdin__ and sys.__stdin__.isatty() and sys.__stderr__ and sys.__stderr__.isatty())


def open_demo(say: Words) -> int:
    """Open the wizard on a throw-away copy of the demo accounts, signed in; it touches nothing else."""
    make_ready(say)
    from hexwizard.app import HexwizardApp
    from hexwizard.stores.file.store import open_file

    settings = load_settings(data_path("demo", "config.toml"), required=True)
    with tempfile.TemporaryDirectory(prefix="hexwizard-demo-") as folder:
        accounts = Path(folder) / "accounts.json"
        store = open_file(accounts, clock=system_clock, create=True)
        try:
            desk = Desk(Services(store, settings, mailer=OutboxMailer(outbox_beside(accounts), system_clock)))
            desk.imports.run(
                system_actor_for_demo(), data_path("demo", "accounts.csv"), data_path("demo", "companies.csv")
            )
            app = HexwizardApp(
                desk, language=say.language, actor=demo_operator(desk, say), demo=True, remembered=remembered_theme()
            )
            return run(app)
        finally:
            store.close()


def remembered_theme() -> RememberedTheme:
    """The colours chosen last, in the user's state folder."""
    from platformdirs import user_state_path

    return RememberedTheme(user_state_path("hexwizard", appauthor=False) / "theme")


def make_ready(say: Words) -> None:
    """Before Textual is imported: its debugging switches taken away, and said so. Raises `Usage` without a terminal."""
    if not _has_terminal():
        raise Usage("problem.no-terminal")
    silence_event_loop()
    refused = refuse_debugging(os.environ)
    if refused:
        print(f"hexwizard: {say('wizard.debugging-refused', names=refused)}", file=sys.stderr)


def run(app: SafeApp[Any]) -> int:
    """Show `app` until it ends; returns its status, 128 + the signal's number where one ended it."""
    from hexwizard.terminal.signals import TERMINAL_LOST, Endings

    with Endings(app.end_from_outside, app.restore_terminal) as endings:
        app.run()
    status = endings.status or app.return_code or 0
    if status == TERMINAL_LOST:
        _let_go_of_terminal()
    return status


def _let_go_of_terminal() -> None:
    """Python flushes its streams at the end, and would end with a status of its own where the terminal is gone."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def system_actor_for_demo() -> Actor:
    return replace(system_actor(), name="demo")


def demo_operator(desk: Desk, say: Words) -> Actor:
    """Somebody who is already signed in, with a password that nobody knows, and somebody to sign beside them."""
    name = say("demo.operator")
    desk.operators.add(system_actor_for_demo(), SECOND_NAME, Role.HEXPERT, SECOND_PASSWORD)
    desk.operators.add(system_actor_for_demo(), name, Role.AGENT, secrets.token_urlsafe(32))
    return Actor(name, Role.AGENT, desk.services.clock())
