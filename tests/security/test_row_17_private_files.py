"""Row 17: what the program leaves is its owner's alone under any umask, and a planted link is refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call, TicketNotSaved
from hexwizard.desk.case import Case
from hexwizard.terminal import crash
from tests.desks import NOW, demo_desk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
NADIA = Actor("nadia", Role.AGENT)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_account_files_tickets_and_reports_are_open_to_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    monkeypatch.chdir(tmp_path)
    with demo_desk(root / "desk") as desk:
        call = Call(desk, NADIA, desk.cases.open(NADIA, Case("", NOW, NADIA.name, identifier="benoit_lavoie")))
        ticket = call.save_ticket("a ticket")
        ticket.chmod(0o666)
        ticket = call.save_ticket("the same, once more")
        crash.report(ZeroDivisionError(), NOW, root / "state" / "log")
    assert stat.S_IMODE(ticket.stat().st_mode) == 0o600
    for path in (root, *root.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_a_link_in_the_place_of_a_ticket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with demo_desk(tmp_path / "desk") as desk:
        call = Call(desk, NADIA, desk.cases.open(NADIA, Case("", NOW, NADIA.name, identifier="benoit_lavoie")))
        victim = tmp_path / "victim"
        victim.write_text("mine")
        (tmp_path / f"hexwizard-{call.case.id}.txt").symlink_to(victim)
        with pytest.raises(TicketNotSaved):
            call.save_ticket("a ticket")
        assert victim.read_text() == "mine"
