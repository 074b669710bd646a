"""The same commands on a server, each in a process of its own, as they are typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hexwizard.desk.audit import AuditEntry
from hexwizard.stores.file import open_file
from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.protocol import Table
from tests.conftest import ROOT
from tests.stores.conftest import ServerBench
from tests.stores.samples import clock

DEMO = ROOT / "data" / "demo"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerBench]:
    bench = ServerBench(tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of one user."""
    folders = {name: str(tmp_path / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "HEXWIZARD"))}
    return kept | folders | {"LANG": "C.UTF-8"}


def typed(home: dict[str, str], *words: str) -> tuple[int, str]:
    """(exit status, what was printed) of a command line."""
    command = [sys.executable, "-m", "hexwizard", *words, "--lang", "en"]
    done = subprocess.run(command, env=home, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_desk_lives_on_a_server_and_moves_to_a_file_and_back(
    server: ServerBench, home: dict[str, str], tmp_path: Path
) -> None:
    address, file = server.address, str(tmp_path / "accounts.json")
    files = (str(DEMO / "accounts.csv"), "--companies", str(DEMO / "companies.csv"))
    assert typed(home, "import", *files, "--accounts", address) == (0, "Imported: 32 added, 0 updated, 6 companies.\n")
    status, said = typed(home, "diagnose", "alain.sirois@hotmail.com", "--accounts", address)
    assert (status, "Alain Sirois (alain_sirois)" in said) == (0, True)
    assert typed(home, "verify", "--accounts", address)[0] == 0
    status, said = typed(home, "copy", address, file)
    assert (status, "accounts: 32 the same on both sides" in said) == (0, True)
    assert typed(home, "verify", "--accounts", file)[0] == 0
    assert typed(home, "copy", address, file)[0] == 0  # it is all there: nothing is added
    entries = list(open_file(Path(file), clock=clock).reader().scan(Table.AUDIT, AuditEntry))
    assert [(entry.act, entry.outcome) for entry in entries][1:] == [("copy", f"from {place_of(address, {}).shown}")]


def test_a_server_that_is_not_there_ends_a_command_in_one_line(home: dict[str, str], tmp_path: Path) -> None:
    status, said = typed(home, "cases", "--accounts", f"postgresql://u@/desk?host={tmp_path}")
    assert status == 3
    assert said.startswith("hexwizard: The server")
    assert said.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(home: dict[str, str]) -> None:
    code = "import sys; sys.modules['psycopg'] = None; from hexwizard.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "cases", "--accounts", "postgresql://host/desk", "--lang", "en"]
    done = subprocess.run(command, env=home, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "hexwizard[postgres]"' in done.stderr
    assert done.stderr.count("\n") == 1
