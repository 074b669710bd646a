"""The clients that the benchmarks work on: names and addresses as a large help desk has them, the same at each run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

from hexwizard.accounts.model import Account, Company, Membership, MobileApp, Platform
from hexwizard.credentials.hashing import Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table

SIZE = 100_000
PASSWORD = "quatorze canards bleus"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
_NAMES = Path(__file__).parents[1] / "diagnosis" / "near_misses"
_DOMAINS = ("gmail.com", "hotmail.com", "videotron.ca", "outlook.com", "bell.net", "yahoo.ca", "sympatico.ca")


def _names(file: str) -> list[str]:
    return (_NAMES / file).read_text(encoding="utf-8").split()


@cache
def accounts(size: int = SIZE) -> tuple[Account, ...]:
    """`size` accounts with names of Québec, one company each."""
    chance = Random(7)
    given, family = _names("given_names.txt"), _names("family_names.txt")
    made = []
    for number in range(size):
        first, last = chance.choice(given), chance.choice(family)
        username = f"{first}_{last}{number}".lower()
        made.append(
            Account(
                username,
                first,
                last,
                f"{first}.{last}{number}@{chance.choice(_DOMAINS)}".lower(),
                phone=f"514-555-{number % 10000:04}",
                memberships=(Membership(f"c{number % 40}"),),
                first_connection=NOW,
                app=MobileApp(Platform.IOS, "5.12.0"),
            )
        )
    return tuple(made)


def large_file(folder: Path, size: int = SIZE) -> tuple[Path, str]:
    """An account file in `folder` with an administrator, made once; and the username of one who can sign in."""
    path = folder / f"accounts-{size}.json"
    clients = accounts(size)
    known = clients[size // 2]
    if not path.exists():
        hasher = Argon2Hasher()
        store = open_file(path, clock=lambda: NOW, create=True)
        desk = Desk(Services(store, clock=lambda: NOW, hasher=hasher))
        desk.operators.add(Actor("root", Role.SYSTEM), "nadia", Role.AGENT, PASSWORD)
        desk.operators.note_tour(Actor("nadia", Role.AGENT))
        with store.transaction() as transaction:
            for number in range(40):
                transaction.put(Table.COMPANIES, f"c{number}", Company(f"c{number}", f"Clinique {number}"))
            for account in clients:
                transaction.put(Table.ACCOUNTS, account.username, account)
            entering = replace(known, password_hash=hasher.hash(PASSWORD))
            transaction.put(Table.ACCOUNTS, known.username, entering)
        store.close()
    return path, known.username
