"""A damaged account file in the wizard: refused, untouched, and the last good copy offered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hexwizard.desk.audit import AuditEntry
from hexwizard.stores.protocol import Table
from tests.security import people

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")


def damaged(folder: Path) -> tuple[Path, bytes]:
    path = people.account_file(folder)
    content = bytearray(path.read_bytes())
    content[content.index(b"Chantal")] ^= 1
    path.write_bytes(content)
    return path, bytes(content)


def test_declined_it_stays_as_it_is_and_ends_in_one_line_with_status_3(tmp_path: Path) -> None:
    path, content = damaged(tmp_path)
    with people.wizard(path) as terminal:
        terminal.until("The account file is damaged", "Last good copy", "lost")
        terminal.press("q")
        assert terminal.ends() == 3
        assert terminal.modes_left() == {}
        assert terminal.all_text.rstrip().count("hexwizard:") == 1
    assert path.read_bytes() == content
    assert list(tmp_path.glob("accounts.json.damaged-*"))


def test_accepted_the_wizard_opens_and_the_audit_trail_says_who_did_it(tmp_path: Path) -> None:
    path, content = damaged(tmp_path)
    with people.wizard(path) as terminal:
        terminal.until("The account file is damaged", "Bring back the last good copy")
        terminal.press("o")
        terminal.until("Your name", "Password")
        terminal.press("\x11")
        assert terminal.ends() == 0
    [aside] = [one for one in tmp_path.glob("accounts.json.damaged-*") if ".journal" not in one.name]
    assert aside.read_bytes() == content
    with people.desk_on(path) as desk:
        entries = list(desk.services.store.reader().scan(Table.AUDIT, AuditEntry))
        assert entries[-1].act == "restore"
        assert entries[-1].role == "system"
