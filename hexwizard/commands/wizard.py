"""`hexwizard` and `hexwizard demo`: the wizard itself."""

from __future__ import annotations

import argparse
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path

from hexwizard.commands.opening import desk_on, outbox_beside, system_actor
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo import SECOND_NAME, SECOND_PASSWORD
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services, system_clock
from hexwizard.desk.settings import load_settings
from hexwizard.locale.words import Words
from hexwizard.mail.outbox import OutboxMailer


def open_wizard(options: argparse.Namespace, say: Words) -> int:
    """Open the wizard on the account file; a first run begins with an empty one."""
    from hexwizard.app import HexwizardApp

    with desk_on(options, create=True) as desk:
        app = HexwizardApp(desk, language=say.language)
        answer = app.run()
    if answer == "demo":
        return open_demo(say)
    return app.return_code or 0


def open_demo(say: Words) -> int:
    """Open the wizard on a throw-away copy of the demo accounts, signed in; it touches nothing else."""
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
            app = HexwizardApp(desk, language=say.language, actor=demo_operator(desk, say), demo=True)
            app.run()
        finally:
            store.close()
    return app.return_code or 0


def system_actor_for_demo() -> Actor:
    return replace(system_actor(), name="demo")


def demo_operator(desk: Desk, say: Words) -> Actor:
    """Somebody who is already signed in, with a password that nobody knows, and somebody to sign beside them."""
    name = say("demo.operator")
    desk.operators.add(system_actor_for_demo(), SECOND_NAME, Role.HEXPERT, SECOND_PASSWORD)
    desk.operators.add(system_actor_for_demo(), name, Role.AGENT, secrets.token_urlsafe(32))
    return Actor(name, Role.AGENT, desk.services.clock())
