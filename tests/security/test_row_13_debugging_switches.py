"""Row 13: Textual's debugging switches are off, whatever the environment says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hexwizard.terminal.hardening import refuse_debugging
from tests.desks import PASSWORD
from tests.security import people


def test_every_switch_but_those_of_looks_is_taken_away_and_named() -> None:
    environment = {
        "TEXTUAL": "debug,devtools", "TEXTUAL_LOG": "log", "TEXTUAL_DEBUG": "1", "TEXTUAL_PRESS": "n",
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_DRIVER": "os:path", "TEXTUAL_ANIMATIONS": "none", "PATH": "/bin",
    }  # fmt: skip
    refused = refuse_debugging(environment)
    assert environment == {"TEXTUAL_ANIMATIONS": "none", "PATH": "/bin"}
    assert refused == (
        "TEXTUAL",
        "TEXTUAL_DEBUG",
        "TEXTUAL_DRIVER",
        "TEXTUAL_LOG",
        "TEXTUAL_PRESS",
        "TEXTUAL_SCREENSHOT",
    )


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")
def test_with_all_of_them_on_the_wizard_opens_as_ever_and_leaves_no_log_no_picture_and_no_keys(tmp_path: Path) -> None:
    path = people.account_file(tmp_path)
    switches = {
        "TEXTUAL": "debug,devtools", "TEXTUAL_LOG": str(tmp_path / "textual.log"), "TEXTUAL_DEBUG": "1",
        "TEXTUAL_SCREENSHOT": "0", "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path), "TEXTUAL_PRESS": "escape",
        "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver",
    }  # fmt: skip
    before = {one for one in tmp_path.rglob("*") if one.is_file()}
    with people.signed_in(path, **switches) as terminal:
        terminal.press("\x11")
        assert terminal.ends() == 0
        assert "TEXTUAL_SCREENSHOT" in terminal.all_text
    left = {one for one in tmp_path.rglob("*") if one.is_file()} - before
    assert [one.name for one in left if not one.name.startswith("accounts.json")] == []
    assert all(PASSWORD.encode() not in one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
