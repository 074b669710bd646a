"""Every command on a hostile account file, on the terminal that this process has."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from hexwizard.accounts.model import Company
from hexwizard.cli import main
from hexwizard.commands.parser import build_parser
from hexwizard.desk.case import Case
from hexwizard.desk.clock import system_clock
from hexwizard.locale.words import words
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table
from tests.screens.fakes import NOW, hire
from tests.security.harness.hostile_desk import HostileOffice, hostile_letter, hostile_records, text_of

SCREENS_OF_THEIR_OWN = {"demo"}
"""Commands that open the wizard."""


def every_command() -> set[str]:
    """The names of all commands: asked of the parser, so that none is forgotten here."""
    [deeds] = [one for one in build_parser(words("en"), ())._actions if isinstance(one, argparse._SubParsersAction)]
    return set(deeds.choices) - SCREENS_OF_THEIR_OWN


def run_commands(folder: Path, groups: Sequence[Sequence[str]]) -> set[str]:
    """The names of the commands that were run."""
    ran = set()
    for group in groups:
        text = text_of(group)
        path = _account_file(folder, group)
        for line in _lines(folder, text):
            ran.add(line[0])
            sys.stdin = io.TextIOWrapper(io.BytesIO(b"neuf castors sous la lune\n"))
            try:
                main(["--accounts", str(path), "--lang", "en", *line])
            except SystemExit:
                continue
    return ran & every_command()


def _account_file(folder: Path, group: Sequence[str]) -> Path:
    path, text = folder / "accounts.json", text_of(group)
    for left in folder.glob("*.json*"):
        if left.is_file():
            left.unlink()
    office = HostileOffice(group)
    store = open_file(path, clock=system_clock, create=True)
    with store.transaction() as act:
        for record in hostile_records(group):
            if isinstance(record, Company):
                act.put(Table.COMPANIES, record.id, record)
            else:
                act.put(Table.ACCOUNTS, record.username, record)
        act.put(Table.MAIL, "1", hostile_letter(group))
        case = Case("2026-0001", NOW, text, username=f"u {text}", identifier=text, notes=text)
        act.put(Table.CASES, case.id, case)
    office.desk.services.store = store
    hire(office.desk, office.admin, office.agent)
    store.close()
    (folder / "bad.csv").write_text(f'username,"{text.replace(chr(34), "")}"\nx,y\n', encoding="utf-8")
    (folder / "worse.csv").write_text(f'username,language\n"{text.replace(chr(34), "")}",de\n', encoding="utf-8")
    (folder / "loose.toml").write_text("[verification]\ncode_minutes = 20\n", encoding="utf-8")
    return path


def _lines(folder: Path, text: str) -> Iterator[tuple[str, ...]]:
    typed = text.replace("\0", "")
    yield from (("cases",), ("cases", "--json"), ("cases", "--csv"))
    yield from (("insight",), ("insight", "--json"), ("insight", "--csv"))
    for who in (f"u {typed}", f"old {typed}", f"out {typed}", f"s{typed}@example.com", f"x{typed}", typed):
        yield from (("diagnose", who), ("diagnose", who, "--json"))
    yield ("diagnose", "a", "--app", typed)
    yield ("diagnose", f"u {typed}", "--password-stdin", "--message", "deactivated", "--symptom", "no-mail")
    yield ("login", f"u {typed}", "--password-stdin", "--app", typed)
    yield ("login", typed, "--password-stdin")
    yield from (("import", str(folder / name), "--json") for name in ("bad.csv", "worse.csv", typed[:40]))
    yield from (("import", str(folder / name), "--dry-run") for name in ("bad.csv", "worse.csv", typed[:40]))
    yield ("operators", "add", typed[:80], "--role", "agent", "--password-stdin")
    yield ("operators", "list")
    for deed in ("disable", "enable", "unlock"):
        yield ("operators", deed, typed[:80])
    yield ("operators", "role", typed[:80], "--role", "hexpert")
    yield ("operators", "reset", typed[:80], "--password-stdin")
    yield ("operators", "disable", f"nobody {typed}")
    yield from (("policy", "accept", "--config", str(folder / "loose.toml")), ("policy", "show"))
    yield ("policy", "show", "--config", str(folder / typed[:40]))
    yield from (("mail", "queue", "--all"), ("mail", "send"), ("mail", "queue", "--all"), ("mail", "test", typed))
    yield from (("verify",), ("verify", "--json"), ("compact",))
    yield ("copy", str(folder / "accounts.json"), str(folder / "copied.json"))
    yield ("copy", str(folder / typed[:40]), typed)
    yield from (("restore",), ("restore", "--json"), (typed,), ("--config", typed))
    for name in every_command():  # at its barest, also what is new
        yield from ((name,), (name, typed))
