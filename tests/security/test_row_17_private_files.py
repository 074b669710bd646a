"""Row 17: what the program leaves is its owner's alone under any umask, and a planted link is refused."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hexwizard.commands.wizard import _demo_desk
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.insight import Week
from hexwizard.desk.insight_table import save
from hexwizard.desk.restoration import restore_last_good
from hexwizard.desk.theme_name import ThemeName
from hexwizard.desk.ticket_file import TicketNotSaved
from hexwizard.locale.words import words
from hexwizard.mail.mailer import Letter, MailNotSent
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.terminal import crash
from hexwizard.terminal.remembered import RememberedTheme
from tests.desks import NOW, SYSTEM, HandClock, demo_desk

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


def modes(top: Path) -> dict[Path, int]:
    """What is open to more than it should be, with its mode."""
    every = {path: stat.S_IMODE(path.stat().st_mode) for path in (top, *top.rglob("*"))}
    return {path: mode for path, mode in every.items() if mode != (0o700 if path.is_dir() else 0o600)}


def letter(folder: Path) -> Path:
    written = Letter("1" * 32, NOW, "a@b.ca", "A", "S", "482 913", "fr")
    return Path(OutboxMailer(folder).send(written))


@pytest.mark.usefixtures("open_umask")
def test_letters_colours_exports_and_damaged_copies_too_with_every_folder_above(tmp_path: Path) -> None:
    root = tmp_path / "root"
    letter(root / "mail" / "deep" / "outbox")
    RememberedTheme(root / "state" / "deep" / "theme").keep(ThemeName.LIGHT)
    with demo_desk(root / "desk"):
        path = root / "desk" / "accounts.json"
    content = bytearray(path.read_bytes())
    content[content.index(b"Chantal")] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreUnusable):
        open_file(path, clock=HandClock())
    restore_last_good(path, SYSTEM, HandClock())
    assert list(path.parent.glob("*.damaged-*"))
    save("a table", path.parent, Week(NOW.date()))
    assert modes(root) == {}


@pytest.mark.usefixtures("open_umask")
def test_the_demo_s_folder_and_all_in_it_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ExitStack() as opened:
        desk = _demo_desk(opened, words("fr"), [])
        letter(Path(str(desk.services.store.location)).with_name("accounts.json.outbox"))
        [folder] = tmp_path.iterdir()
        assert len(list(folder.iterdir())) > 4
        assert modes(folder) == {}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("planted", ["theme", "outbox"])
def test_a_planted_link_is_not_followed_by_what_writes_there(planted: str, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    if planted == "theme":
        victim.write_text("mine")
        (tmp_path / "theme").symlink_to(victim)
        RememberedTheme(tmp_path / "theme").keep(ThemeName.LIGHT)
        assert victim.read_text() == "mine"
        return
    victim.mkdir()
    (tmp_path / "outbox").symlink_to(victim)
    with pytest.raises(MailNotSent):
        letter(tmp_path / "outbox")
    assert list(victim.iterdir()) == []


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
