"""`hexwizard` as a process: what it says comes out whole, and its status tells how it ended, however it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hexwizard.desk.data_files import data_path

PROGRAM = [sys.executable, "-m", "hexwizard"]


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.json"
    accounts, companies = (str(data_path("demo", f"{name}.csv")) for name in ("accounts", "companies"))
    command = [*PROGRAM, "import", accounts, "--companies", companies, "--accounts", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def signs_in(accounts: Path, said: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    words = ["login", "benoit_lavoie", "--password-stdin", "--accounts", str(accounts), "--lang", "en"]
    return subprocess.run(
        [*PROGRAM, *words], input="not it", text=True, check=False, stdout=said, stderr=subprocess.PIPE
    )


def test_a_sign_in_is_answered_whole_and_written_down(accounts: Path) -> None:
    done = signs_in(accounts)
    assert (done.returncode, done.stdout, done.stderr) == (1, "Invalid User/password\n", "")
    verified = subprocess.run([*PROGRAM, "verify", "--accounts", str(accounts)], check=False, capture_output=True)
    assert verified.returncode == 0


def test_the_status_tells_even_where_nobody_reads_what_is_said(accounts: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        assert signs_in(accounts, writer).returncode == 1
    finally:
        os.close(writer)


def test_a_wrong_command_line_is_told_in_a_line() -> None:
    done = subprocess.run([*PROGRAM, "login", "--lang", "en"], text=True, check=False, capture_output=True)
    assert done.returncode == 2
    assert done.stderr.startswith("hexwizard login: ")
    assert done.stderr.count("\n") == 1
