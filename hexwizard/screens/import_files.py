"""Accounts and companies brought in from files: all of them, or none."""

from __future__ import annotations

import getpass
import threading
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message as WidgetMessage
from textual.widgets import Button, Checkbox, Input, ProgressBar

from hexwizard.accounts.importing import Fault, ImportCancelled
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clock import system_clock
from hexwizard.desk.import_pace import Pace
from hexwizard.desk.imports import ImportReport, Stage
from hexwizard.locale.message import Message
from hexwizard.locale.words import Words
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose


class ImportFilesScreen(OutsideScreen[None]):
    """Two paths, and a look beforehand for those who wish it. Escape or Ctrl+C stops a run: nothing is left behind."""

    HELP_KEY = "help.import-files"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "import_files.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#accounts"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "Import", id="start-import"),
        Binding("escape,ctrl+c", "stop", "Stop", id="stop"),
        Binding("escape", "back", "Back", id="back"),
    ]

    class Progressed(WidgetMessage):
        """The import has come this far; said from its thread."""

        def __init__(self, stage: Stage, done: int, total: int) -> None:
            super().__init__()
            self.stage = stage
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()
        self._importing = False
        self._pace = Pace(system_clock)
        self._outcome: ImportReport | Message | None = None

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        yield Field("import.accounts", PlainInput(id="accounts"))
        yield Field("import.companies", PlainInput(id="companies"))
        yield Tick("", id="dry-run")
        yield Button("", id="start")
        yield ProgressBar(id="progress", show_eta=False)
        yield Remark(plain(""), classes="status")
        with VerticalScroll(id="faults"):
            yield Prose(plain(""), id="fault-lines")

    def on_mount(self) -> None:
        self.query_one("#progress").display = False
        self.query_one("#faults").display = False

    def on_unmount(self) -> None:
        self._stopped.set()

    def show_words(self) -> None:
        super().show_words()
        say = self.say
        self.query_one(".title", Prose).update(plain(say("import.title")))
        self.query_one(".lead", Prose).update(plain(say("import.lead")))
        self.query_one("#dry-run", Checkbox).label = Content(say("import.dry-run"))
        self.query_one("#start", Button).label = Content(say("import.start"))
        self._show_outcome()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Escape stops a run; where none is running it leads back."""
        if action == "stop":
            return self._importing
        return not self._importing if action in ("back", "start") else True

    @on(Input.Submitted, "#accounts")
    def to_companies(self) -> None:
        self.query_one("#companies").focus()

    @on(Input.Submitted, "#companies")
    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        accounts, companies = (field.input.value.strip() for field in self.query(Field))
        if not accounts:
            self.query(Field).first().refuse(Message("import.no-file"), self.say)
            return
        if not self._importing:
            self._set_importing(True)
            self._import(Path(accounts).expanduser(), Path(companies).expanduser() if companies else None)

    def action_stop(self) -> None:
        self._stopped.set()
        self.query_one(".status", Remark).tell(self.say("import.stopping"))

    def action_back(self) -> None:
        self.dismiss(None)

    @work(exclusive=True)
    async def _import(self, accounts: Path, companies: Path | None) -> None:
        imports = self.wizard.desk.imports
        actor = self.wizard.actor or Actor(getpass.getuser(), Role.SYSTEM)
        dry_run = self.query_one("#dry-run", Checkbox).value
        try:
            outcome: ImportReport | Message = await self.at_work(
                lambda: imports.run(
                    actor,
                    accounts,
                    companies,
                    dry_run=dry_run,
                    progress=lambda *so_far: void(self.post_message(self.Progressed(*so_far))),
                    cancelled=self._stopped.is_set,
                )
            )
        except ImportCancelled as cancelled:
            outcome = cancelled.message
        except Problem as problem:
            self._set_importing(False)
            self._show_outcome()
            concerns_companies = companies is not None and problem.message.params.get("path") == str(companies)
            list(self.query(Field))[concerns_companies].refuse(problem.message, self.say)
            return
        self._set_importing(False)
        self._outcome = outcome
        self._show_outcome()

    def _set_importing(self, running: bool) -> None:
        self._importing = running
        self._outcome = None
        for field in self.query("Input, Checkbox, Button"):
            field.disabled = running
        bar = self.query_one("#progress", ProgressBar)
        bar.display = running
        if running:
            self._stopped.clear()
            self._pace = Pace(self.wizard.desk.services.clock)
            bar.update(total=None, progress=0)
            for one in self.query(Field):
                one.refuse(None, self.say)
            self.query_one("#faults").display = False
            status = self.query_one(".status", Remark)
            status.remove_class("wrong", "done")
            status.tell(self.say("import.opening"))
        self.refresh_bindings()

    def on_import_files_screen_progressed(self, event: Progressed) -> None:
        """The bar, and the time that is left in words."""
        if not self._importing or self._stopped.is_set():
            return
        self.query_one("#progress", ProgressBar).update(total=event.total or None, progress=event.done)
        told = self._pace.told(event.stage, event.done, event.total)
        self.query_one(".status", Remark).tell(self.say.render(told))

    def _show_outcome(self) -> None:
        outcome, status = self._outcome, self.query_one(".status", Remark)
        self.set_class(isinstance(outcome, ImportReport) and outcome.is_refused, "-refused")
        if isinstance(outcome, ImportReport):
            status.tell(told(outcome, self.say))
            status.set_class(outcome.is_refused, "wrong")
            status.set_class(outcome.written, "done")
            lines = [fault_line(fault, self.say) for fault in outcome.faults]
            self.query_one("#fault-lines", Prose).update(plain("\n".join(lines), multiline=True))
            self.query_one("#faults").display = outcome.is_refused
            if outcome.is_refused:
                self.query_one("#faults").focus()
        elif outcome is not None:
            status.tell(self.say.render(outcome))
        elif not self._importing:
            status.tell("")


class Tick(Checkbox):
    """Ticked or not by its shape, not by its colour alone."""

    @property
    def _button(self) -> Content:
        return Content("☑" if self.value else "☐")


def void(_: object) -> None:
    """Whatever it was."""


def told(report: ImportReport, say: Words) -> str:
    """What an import did, or why it did nothing."""
    if report.is_refused:
        shown = len(report.faults)
        more = say("import.refused.shown", shown=shown) if shown < report.fault_count else ""
        return f"✕ {say('import.refused', count=report.fault_count)} {more}".rstrip()
    key = "import.done" if report.written else "import.would"
    return f"✓ {say(key, added=report.added, updated=report.updated, companies=report.companies)}"


def fault_line(fault: Fault, say: Words) -> str:
    """« clients.csv, line 4, column primary_email: reason »."""
    key = "import.place" if fault.column is None else "import.place.column"
    place = say(key, file=plain_text(fault.file), line=fault.line, column=plain_text(fault.column or ""))
    return f"{place} {plain_text(say.render(fault.reason))}"
