"""What the desk does, beside the plain library that does only that: searching, hashing, importing."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hexwizard.credentials.hashing import LANES, MEMORY_KIB, TIME_COST, Argon2Hasher
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clients import Question
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.sample import NOW, PASSWORD, accounts, large_file

_SYSTEM = Actor("root", Role.SYSTEM)


def figures(folder: Path) -> Iterator[Figure]:
    yield from _searching(folder)
    yield from _hashing()
    yield from _importing(folder)


def _searching(folder: Path) -> Iterator[Figure]:
    from rapidfuzz import fuzz, process

    large, _ = large_file(folder)
    desk = Desk(Services(open_file(large, clock=lambda: NOW), clock=lambda: NOW))
    clients = accounts()
    addresses = [client.primary_email or "" for client in clients]
    names = [client.full_name for client in clients]
    wanted = clients[4242]
    slip = (wanted.primary_email or "").replace("@", "", 1)
    yield Figure(
        "a name searched over 100,000",
        "rapidfuzz process.extract, same list",
        1.0,
        lambda: seconds(lambda: desk.clients.search(wanted.full_name)),
        lambda: seconds(lambda: process.extract(wanted.full_name, names, scorer=fuzz.ratio, limit=20)),
    )
    yield Figure(
        "a slip searched over 100,000",
        "rapidfuzz process.extract, same list",
        1.0,
        lambda: seconds(lambda: desk.clients.facts(Question(slip))),
        lambda: seconds(lambda: process.extract(slip, addresses, scorer=fuzz.ratio, limit=5)),
    )


def _hashing() -> Iterator[Figure]:
    """The reference tool hashes, which is the same work as verifying."""
    hasher = Argon2Hasher()
    encoded = hasher.hash(PASSWORD)
    tool = [
        "argon2", "saltsaltsalt", "-id", "-t", str(TIME_COST), "-k", str(MEMORY_KIB), "-p", str(LANES), "-r",
    ]  # fmt: skip
    yield Figure(
        "an argon2 verification through the desk",
        "the argon2 reference tool",
        1.05,
        lambda: seconds(lambda: hasher.verify(encoded, PASSWORD)),
        lambda: seconds(lambda: subprocess.run(tool, input=PASSWORD.encode(), capture_output=True, check=True)),
        31,
    )


def _importing(folder: Path) -> Iterator[Figure]:
    source = folder / "accounts.csv"
    companies = folder / "companies.csv"
    companies.write_text("id,name\n" + "".join(f"c{n},Clinique {n}\n" for n in range(40)), encoding="utf-8")
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("username", "given_name", "family_name", "primary_email", "phone", "companies"))
        for one in accounts():
            company = one.memberships[0].company_id
            writer.writerow((one.username, one.given_name, one.family_name, one.primary_email, one.phone, company))

    def ours() -> float:
        path = folder / "imported.json"
        for left in folder.glob("imported.json*"):
            left.unlink()
        store = open_file(path, clock=lambda: NOW, create=True)
        desk = Desk(Services(store, clock=lambda: NOW))
        taken = seconds(lambda: desk.imports.run(_SYSTEM, source, companies))
        store.close()
        return taken

    def plain() -> None:
        with source.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        with (folder / "plain.json").open("w", encoding="utf-8") as out:
            json.dump(rows, out)

    yield Figure(
        "import of 100,000 rows",
        "csv.DictReader + json.dump",
        6.0,
        ours,
        lambda: seconds(plain),
        5,
    )
