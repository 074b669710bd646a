"""From the options of a command line to a desk."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clock import system_clock

if TYPE_CHECKING:  # what a desk is made of is imported with the desk, behind the wizard's first screen
    from hexwizard.accounts.model import MobileApp
    from hexwizard.desk.desk import Desk
    from hexwizard.desk.services import Services
    from hexwizard.desk.settings import Settings
    from hexwizard.stores.protocol import Store

LONGEST_PASSWORD = 4096


class Usage(Problem):
    """The command line asks for something that cannot be."""

    exit_status = 2


def accounts_given(options: argparse.Namespace) -> str | None:
    """`--accounts`, else HEXWIZARD_ACCOUNTS, as it was given; None where neither was."""
    return options.accounts or os.environ.get("HEXWIZARD_ACCOUNTS") or None


def accounts_path(options: argparse.Namespace) -> Path:
    """The account file that was given, else one in the user's data folder. Raises `Usage` for a server's address."""
    given = accounts_given(options)
    return path_of(given) if given else data_folder() / "accounts.json"


def path_of(given: str) -> Path:
    """The path that `given` is. Raises `Usage` where it is an address."""
    if "://" in given:
        raise Usage("problem.accounts.url", scheme=given.partition("://")[0])
    return Path(given)


def data_folder() -> Path:
    """Where this system keeps a user's data."""
    from platformdirs import user_data_path

    return user_data_path("hexwizard", appauthor=False)


def settings_of(options: argparse.Namespace) -> Settings:
    """`--config`, which must exist, else the user's configuration file, which need not."""
    from hexwizard.desk.settings import load_settings

    if options.config:
        return load_settings(Path(options.config), required=True)
    return load_settings(config_path(), required=False)


def is_configured(options: argparse.Namespace) -> bool:
    """Whether there is a configuration file to read, readable or not."""
    if options.config:
        return True
    try:
        config_path().stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def config_path() -> Path:
    """The user's configuration file, which need not be there."""
    from platformdirs import user_config_path

    return user_config_path("hexwizard", appauthor=False) / "config.toml"


def open_store(given: str, settings: Settings | None, *, create: bool, for_one: bool = False) -> Store:
    """The store at a path or address; `for_one` client and one act, a file is opened without an index.

    Raises `StoreUnusable`, and `Usage` or `AddressRefused` for what is neither.
    """
    if "://" in given:
        from hexwizard.stores.postgres import is_address

        if is_address(given):
            return _open_server(given, settings.team_key if settings else None, create=create)
    from hexwizard.stores.file.store import open_file

    return open_file(path_of(given), clock=system_clock, create=create, for_one=for_one)


def _open_server(given: str, team_key: Path | None, *, create: bool) -> Store:
    from hexwizard.stores.postgres import place_of

    place = place_of(given)  # first: it says what to install
    from platformdirs import user_config_path

    from hexwizard.stores.postgres.keyring import Keyring
    from hexwizard.stores.postgres.opening import open_server

    key = team_key or user_config_path("hexwizard", appauthor=False) / "postgresql.key"
    return open_server(place, Keyring(key, data_folder()), create=create)


@contextmanager
def desk_on(options: argparse.Namespace, *, create: bool = False) -> Iterator[Desk]:
    """The desk on the account file or server that the options name; left in order afterwards."""
    from hexwizard.desk.desk import Desk

    with services_on(options, create=create) as services:
        yield Desk(services)


@contextmanager
def services_on(options: argparse.Namespace, *, create: bool = False, for_one: bool = False) -> Iterator[Services]:
    """What a desk is made of, for a command that needs one part of it: half of the desk's time goes to importing it.

    `for_one`: to look up one client, do one act that sends no mail, and leave.
    """
    from hexwizard.desk.services import Services

    settings = settings_of(options) if not for_one or is_configured(options) else None
    given = accounts_given(options) or str(accounts_path(options))
    store = open_store(given, settings, create=create, for_one=for_one)
    try:
        services = Services(store, settings)
        if not for_one:
            from hexwizard.mail.choosing import mailer_of

            services.mailer = mailer_of(services.settings.mail, outbox_of(given))
        yield services
    finally:
        store.close()


def outbox_of(given: str) -> Path:
    """Where letters wait for a store at a path or address, unless the configuration says."""
    from hexwizard.stores.postgres import is_address

    return outbox_beside(data_folder() / "postgresql" if is_address(given) else Path(given))


def outbox_beside(accounts: Path) -> Path:
    """Where letters wait, unless the configuration says: `accounts.json.outbox` beside `accounts.json`."""
    return accounts.with_name(f"{accounts.name}.outbox")


def system_actor() -> Actor:
    """The operating system's user, by name."""
    import getpass

    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return Actor(name, Role.SYSTEM)


def read_password(prompt: str) -> str:
    """A password from standard input, without the line end; typed hidden where a person sits there.

    Raises `Usage` where it is no text or longer than any password.
    """
    return _typed(prompt) if _somebody_types() else _text_of(sys.stdin.buffer.read(LONGEST_PASSWORD + 3))


def read_two_secrets(first: str, second: str) -> tuple[str, str]:
    """As `read_password`, a line each; `first` and `second` are the prompts. Raises `Usage` where one line is all."""
    if _somebody_types():
        return _typed(first), _typed(second)
    head = _text_of(sys.stdin.buffer.readline(LONGEST_PASSWORD + 3))
    rest = sys.stdin.buffer.read(LONGEST_PASSWORD + 3)
    if not rest:
        raise Usage("problem.stdin.one-line")
    return head, _text_of(rest)


def _somebody_types() -> bool:
    if sys.stdin is None:
        raise Usage("problem.stdin.closed")
    return sys.stdin.isatty()


def _typed(prompt: str) -> str:
    import getpass

    return getpass.getpass(f"{prompt} ")


def _text_of(raw: bytes) -> str:
    raw = raw.removesuffix(b"\n").removesuffix(b"\r")
    if len(raw) > LONGEST_PASSWORD:
        raise Usage("problem.password.endless", most=LONGEST_PASSWORD)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Usage("problem.not-utf8", position=error.start + 1) from None


def app_of(text: str | None) -> MobileApp | None:
    """`ios:5.10.0` as an app. Raises `Usage` where it is none."""
    if text is None:
        return None
    from hexwizard.accounts.apps import AppUnreadable, mobile_app

    platform, _, version = text.partition(":")
    try:
        return mobile_app(platform, version)
    except AppUnreadable:
        raise Usage("problem.app", given=text) from None
