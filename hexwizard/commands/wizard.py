"""`hexwizard` and `hexwizard demo`: the wizard itself."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hexwizard.accounts.problems import Problem
from hexwizard.commands.opening import (
    Usage,
    accounts_given,
    accounts_path,
    config_path,
    desk_on,
    settings_of,
    system_actor,
)
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clock import system_clock
from hexwizard.locale.words import Words
from hexwizard.terminal.hardening import refuse_debugging, silence_event_loop
from hexwizard.terminal.remembered import RememberedTheme

_DAMAGES = ("problem.store.damaged", "problem.store.missing-restorable")
TURN_SECONDS = 0.0005
"""The longest that a thread at work keeps the screen waiting for its turn: a tenth of Python's own. While a large
file is made ready to be searched, the slowest keys in the find field are painted in a third of the time."""

if TYPE_CHECKING:
    from hexwizard.desk.desk import Desk
    from hexwizard.desk.theme_name import ThemeName
    from hexwizard.desk.waiting_call import WaitingCall
    from hexwizard.terminal.late_desk import LateDesk
    from hexwizard.terminal.quiet_collector import QuietCollector
    from hexwizard.terminal.safe_app import SafeApp


def open_wizard(options: argparse.Namespace, say: Words) -> int:
    """Open the wizard on the account file; a first run begins with an empty one."""
    try:
        return _on_account_file(options, say)
    except Problem as problem:
        restored = _restored(options, problem, say)
    return _on_account_file(options, say) if restored is None else restored


def _on_account_file(options: argparse.Namespace, say: Words) -> int:
    """The file is opened behind the first screen; what is wrong with it is raised once that has gone."""
    if not _has_terminal():
        with desk_on(options, create=True):
            raise Usage("problem.no-terminal")
    make_ready(say)
    theme = _theme_asked_for(options)
    from hexwizard.app import HexwizardApp
    from hexwizard.terminal.late_desk import LateDesk
    from hexwizard.terminal.session_app import DEMO

    with ExitStack() as opened:
        late = LateDesk(lambda: _behind_a_screen(opened.enter_context(desk_on(options, create=True))))
        collector = collecting_quietly(late)
        if _is_new(options):
            late.wait()  # made in a moment, and the first run comes at once
        app = HexwizardApp(late, language=say.language, theme=theme, remembered=remembered_theme(), collector=collector)
        status = run(app)
        late.wait()
    return open_demo(say) if app.return_value == DEMO and not status else status


def _behind_a_screen(desk: Desk) -> Desk:
    """The desk, its argon2 giving way to the screen."""
    from hexwizard.credentials.polite import PoliteHasher

    desk.services.hasher = PoliteHasher(desk.services.hasher)
    return desk


def _is_new(options: argparse.Namespace) -> bool:
    """Whether there is no account file yet."""
    given = accounts_given(options)
    return not (given and "://" in given) and not accounts_path(options).exists()


def _theme_asked_for(options: argparse.Namespace) -> ThemeName | None:
    """The colours that a configuration file asks for, and None without one: to read none costs nothing."""
    return settings_of(options).theme if options.config or config_path().exists() else None


def _restored(options: argparse.Namespace, problem: Problem, say: Words) -> int | None:
    """None once the last good copy is back; else the status to end with.

    Raises `problem` itself where it is no damage, nothing can be brought back, nobody can be asked, or they say no.
    """
    if problem.message.key not in _DAMAGES or not _has_terminal():
        raise problem
    from hexwizard.desk.restoration import last_good, restore_last_good
    from hexwizard.stores.protocol import StoreUnusable

    path = accounts_path(options)
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
    from hexwizard.terminal.late_desk import LateDesk

    with ExitStack() as opened:
        waiting: list[WaitingCall] = []
        late = LateDesk(lambda: _behind_a_screen(_demo_desk(opened, say, waiting)))
        collector = collecting_quietly(late)
        actor = Actor(say("demo.operator"), Role.AGENT, system_clock())
        app = HexwizardApp(
            late,
            language=say.language,
            actor=actor,
            demo=True,
            remembered=remembered_theme(),
            waiting=waiting,
            collector=collector,
        )
        status = run(app)
        late.wait()
    return status


def _demo_desk(opened: ExitStack, say: Words, waiting: list[WaitingCall]) -> Desk:
    """On a copy of the demo's accounts, which goes when `opened` is left. Puts who is on the line in `waiting`."""
    from tempfile import TemporaryDirectory

    from hexwizard.commands.opening import outbox_beside
    from hexwizard.desk.data_files import data_path
    from hexwizard.desk.demo import furnish
    from hexwizard.desk.demo_story import read_story, tell
    from hexwizard.desk.desk import Desk
    from hexwizard.desk.services import Services
    from hexwizard.desk.settings import load_settings
    from hexwizard.mail.outbox import OutboxMailer
    from hexwizard.stores.file.store import open_file

    settings = load_settings(data_path("demo", "config.toml"), required=True)
    accounts = Path(opened.enter_context(TemporaryDirectory(prefix="hexwizard-demo-"))) / "accounts.json"
    store = open_file(accounts, clock=system_clock, create=True)
    opened.callback(store.close)
    desk = Desk(Services(store, settings, mailer=OutboxMailer(outbox_beside(accounts))))
    actor = furnish(desk, say("demo.operator"))
    waiting.extend(tell(read_story(data_path("demo", "calls.toml")), desk, actor))
    return desk


def remembered_theme() -> RememberedTheme:
    """The colours chosen last, in the user's state folder."""
    from platformdirs import user_state_path

    return RememberedTheme(user_state_path("hexwizard", appauthor=False) / "theme")


def collecting_quietly(late: LateDesk) -> QuietCollector:
    """No search for garbage before the desk is open, and from then on none while the agent waits for a screen."""
    from hexwizard.terminal.quiet_collector import QuietCollector

    collector = QuietCollector()
    late.when_done(collector.begin)
    return collector


def make_ready(say: Words) -> None:
    """Before Textual is imported: its debugging switches taken away, and said so. Raises `Usage` without a terminal."""
    if not _has_terminal():
        raise Usage("problem.no-terminal")
    gc.disable()  # nothing that the start makes is garbage
    silence_event_loop()
    refused = refuse_debugging(os.environ)
    if refused:
        print(f"hexwizard: {say('wizard.debugging-refused', names=refused)}", file=sys.stderr)


def run(app: SafeApp[Any]) -> int:
    """Show `app` until it ends; returns its status, 128 + the signal's number where one ended it."""
    from hexwizard.terminal.signals import TERMINAL_LOST, Endings

    sys.setswitchinterval(TURN_SECONDS)
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
