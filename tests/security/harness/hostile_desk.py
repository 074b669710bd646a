"""A desk full of hostile text, every screen of the wizard on it one after the other, and every command."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual import work
from textual.widgets import Input

from hexwizard.accounts.importing import Fault
from hexwizard.accounts.model import Account, Company, Membership, Status, TemporaryPassword, TemporaryState
from hexwizard.app import HexwizardApp
from hexwizard.article import SectionKey
from hexwizard.cli import main
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.imports import ImportReport
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.locale.message import Message
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.import_files import ImportFilesScreen
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import Table
from hexwizard.terminal.late_desk import LateDesk
from tests.screens.fakes import NOW, fake_desk, hire

AGENT = "nadia"


def hostile_records(text: str) -> tuple[Account | Company, ...]:
    """A client whose every field is `text`, one merged into them, and their company."""
    held = TemporaryPassword("x", NOW, NOW + timedelta(hours=1), text, TemporaryState.PENDING)
    return (
        Company("c1", text),
        Account(
            f"u {text}", text, text, f"p{text}@example.com", (f"s{text}@example.com",), text,
            memberships=(Membership("c1"), Membership("c1", text)), temporary=(held,), first_connection=NOW,
        ),
        Account(f"old {text}", text, text, f"m{text}@example.com", status=Status.MERGED, merged_into=f"u {text}"),
        Account(f"out {text}", text, text, memberships=(Membership("c1", text),), first_connection=NOW),
    )  # fmt: skip


class HostileApp(HexwizardApp):
    """Shows every screen for every group of strings, then ends."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        super().__init__(fake_desk(), language="en", actor=Actor(AGENT, Role.AGENT))
        self._groups = groups

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        for group in self._groups:
            text = " ".join(group).encode("utf-8", "replace").decode()
            self.late = LateDesk.opened(fake_desk(*hostile_records(text)))
            self.actor = Actor(text, Role.ADMIN)
            hire(self.desk, self.actor)
            for username in (f"u {text}", f"old {text}", f"out {text}", None):
                case = self.desk.cases.open(
                    self.actor,
                    Case("", NOW, text, identifier=f"s{text}@example.com", username=username, notes=text,
                         message=PhoneMessage.INVALID),
                )  # fmt: skip
                call = Call(self.desk, self.actor, case)
                every: list[routes.Step] = [*SectionKey, routes.Extra.TRY_AGAIN]
                for step in every if username == f"u {text}" else every[1:9]:
                    await self._look_at(routes.call_screen(step, call))
            await self._look_at(routes.home())
            await self._look_at(routes.left_password(self.desk.temporary_passwords.pending()[0]))
            find = routes.find_client()
            await self._look_at(find, typed=text)
            await self._look_at(routes.sign_in(), typed=text)
            await self._look_at(self._refused_import(text), typed=text)
            self.notify(text, title=text)
            await self._settled()
        self.exit(0)

    async def _look_at(self, screen: WizardScreen[Any], typed: str = "") -> None:
        await self.push_screen(screen)
        await self._settled()
        if typed:
            for field in screen.query(Input):
                if not field.password:
                    field.value = typed
            await self._settled()
        await self.pop_screen()

    async def _settled(self) -> None:
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not any(worker.is_running and worker.group != "session" for worker in self.workers):
                break
        if self._driver is not None:
            self._driver.flush()

    @staticmethod
    def _refused_import(text: str) -> ImportFilesScreen:
        screen = ImportFilesScreen()
        fault = Fault(text, 3, text, Message("problem.no-such-client", {"username": text}))
        screen._outcome = ImportReport(0, 0, 0, (fault,), 1, False)
        screen.call_later(screen._show_outcome)
        return screen


def run_commands(folder: Path, groups: Sequence[Sequence[str]]) -> None:
    """Every command, on the terminal that this process has."""
    from hexwizard.desk.clock import system_clock

    path = folder / "accounts.json"
    for group in groups:
        text = " ".join(group).encode("utf-8", "replace").decode()
        for left in folder.glob("accounts.json*"):
            left.unlink()
        store = open_file(path, clock=system_clock, create=True)
        with store.transaction() as act:
            for record in hostile_records(text):
                if isinstance(record, Company):
                    act.put(Table.COMPANIES, record.id, record)
                else:
                    act.put(Table.ACCOUNTS, record.username, record)
            case = Case("2026-0001", NOW, text, username=f"u {text}", identifier=text, notes=text)
            act.put(Table.CASES, case.id, case)
        store.close()
        bad = folder / "bad.csv"
        bad.write_text(f'username,"{text.replace(chr(34), "")}"\nx,y\n', encoding="utf-8")
        worse = folder / "worse.csv"
        worse.write_text(f'username,language\n"{text.replace(chr(34), "")}",de\n', encoding="utf-8")
        typed = text.replace("\0", "")
        for words in (
            ("cases",), ("cases", "--json"), ("cases", "--csv"), ("verify",), ("verify", "--json"),
            ("operators", "list"),
            ("diagnose", f"u {typed}"), ("diagnose", typed, "--json"), ("diagnose", f"s{typed}@example.com"),
            ("diagnose", f"x{typed}"), ("import", str(bad)), ("import", str(worse), "--json"),
            ("import", str(folder / typed[:40])),
            ("diagnose", "a", "--app", typed), (typed,), ("operators", "disable", typed),
        ):  # fmt: skip
            try:
                main(["--accounts", str(path), "--lang", "en", *words])
            except SystemExit:
                continue
