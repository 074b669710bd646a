"""The desk's real acts on an account file, and what they leave, so that an act that happened by half shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.desk.restoration import restore_last_good
from hexwizard.desk.services import Services
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.stores.file import open_file, verify_file
from hexwizard.stores.protocol import StoreUnusable, Table
from tests.desks import NOW, SYSTEM, cheap_hasher, demo_desk
from tests.stores import scenes

NADIA = Actor("nadia", Role.AGENT, NOW)
CLIENT = "benoit_lavoie"
CSV = "import.csv"


@contextmanager
def desk_at(path: Path) -> Iterator[Desk]:
    """The desk on the file, left as a killed wizard leaves it."""
    store = open_file(path, clock=lambda: NOW)
    try:
        yield Desk(Services(store, clock=lambda: NOW, hasher=cheap_hasher()))
    finally:
        scenes.abandon(store)


def prepared(folder: Path) -> Path:
    """A desk's account file with a verified call about a client who holds one temporary password."""
    folder.mkdir(parents=True)
    with demo_desk(folder) as desk:
        account = desk.clients.account(CLIENT)
        assert account is not None
        case = desk.cases.open(NADIA, Case("", NOW, NADIA.name, identifier=CLIENT, username=CLIENT))
        case = desk.verifications.call_back(NADIA, case, account, AttemptOutcome.PROVED)
        case = desk.cases.keep(NADIA, replace(case, confirmed_email=account.primary_email))
        case, issued = desk.temporary_passwords.issue(NADIA, case, account)
        desk.temporary_passwords.confirm(NADIA, case, CLIENT)
    (folder / "secret").write_text(issued.text)
    (folder / CSV).write_text(f"username,phone\n{CLIENT},418-555-0123\nnouveau,418-555-0124\n")
    path = folder / scenes.ACCOUNT
    with desk_at(path) as desk:  # so that the journal holds something, too
        desk.phone.attempt("chantal_gagnon", "not it")
    return path


def the_case(desk: Desk) -> Case:
    return desk.cases.all()[0]


def issue(path: Path) -> None:
    with desk_at(path) as desk:
        account = desk.clients.account(CLIENT)
        assert account is not None
        desk.temporary_passwords.issue(NADIA, the_case(desk), account)


def use(path: Path) -> None:
    with desk_at(path) as desk:
        desk.phone.attempt(CLIENT, path.with_name("secret").read_text())


def edit(path: Path) -> None:
    with desk_at(path) as desk:
        account = desk.clients.account(CLIENT)
        assert account is not None
        desk.repairs.correct_email(NADIA, the_case(desk), account, account.primary_email, "benoit@example.org")


def bring_in(path: Path) -> None:
    with desk_at(path) as desk:
        desk.imports.run(SYSTEM, path.with_name(CSV))


def bring_back(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:99])
    restore_last_good(path, SYSTEM, lambda: NOW + timedelta(minutes=1))


ACTS: dict[str, Callable[[Path], None]] = {
    "issue": issue,
    "use": use,
    "edit": edit,
    "import": bring_in,
    "restore": bring_back,
}


def tale(path: Path) -> str:
    """The trail, and beside it each effect that an entry of it must have."""
    try:
        store = open_file(path, clock=lambda: NOW)
    except StoreUnusable:  # a restoration that was cut short is done again
        restore_last_good(path, SYSTEM, lambda: NOW)
        return tale(path)
    reader = store.reader()
    trail = " > ".join(entry.act for entry in reader.scan(Table.AUDIT, AuditEntry) if entry.act != "restore")
    client = reader.account(CLIENT)
    assert client is not None
    steps = ", ".join(step.what for case in reader.scan(Table.CASES, Case) for step in case.steps)
    passwords = ", ".join(one.state for one in client.temporary)
    told = f"{trail} | {passwords} | {client.primary_email} {client.phone} | {steps} | {len(list(reader.accounts()))}"
    scenes.abandon(store)
    assert verify_file(path).damage == ()
    return told
