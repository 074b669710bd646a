"""The first run: nobody can sign in yet. Make the first administrator, bring in accounts, or look at the demo."""

from __future__ import annotations

import getpass
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.credentials.policy import SHORTEST, PasswordRefused
from hexwizard.desk.actor import Actor, Role
from hexwizard.locale.message import Message
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.screens.results import FirstRunResult, ImportFiles, OpenDemo, Quit, SignedIn
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.secret_input import SecretInput

WAYS: Final = ("administrator", "import", "demo")


class FirstRunScreen(OutsideScreen[FirstRunResult]):
    """Three ways to begin; the first opens a form in their place."""

    HELP_KEY = "help.first-run"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "first_run.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#ways"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(at), f"take('{way}')", way, id=f"way-{at}", show=False) for at, way in enumerate(WAYS, 1)),
        Binding("escape", "back", "Back", id="back"),
        Binding("escape", "quit_wizard", "Quit", id="quit"),
    ]

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        yield Rows(id="ways")
        with Vertical(id="form"):
            yield Field("first-run.name", PlainInput(id="name").leading_to("#password"))
            yield Field("first-run.password", SecretInput(id="password").leading_to("#again"))
            yield Field("first-run.again", SecretInput(id="again"))
            yield Remark(plain(""), classes="status")
            yield Prose(plain(""), classes="hint")

    def on_mount(self) -> None:
        self.query_one(Rows).add_options(Option("", id=way) for way in WAYS)
        self.query_one(Rows).highlighted = 0
        self.query_one("#form").display = False

    def show_words(self) -> None:
        super().show_words()
        say = self.say
        self.query_one(".title", Prose).update(plain(say("first-run.title")))
        self._show_lead()
        self.query_one(".hint", Prose).update(plain(say("first-run.hint")))
        ways = self.query_one("#ways", OptionList)
        for at, way in enumerate(WAYS, 1):
            ways.replace_option_prompt(
                way,
                Content.assemble(
                    (f" {at} ", "bold $primary"),
                    (f" {say(f'first-run.{way}')}\n", "bold"),
                    (f"    {say(f'first-run.{way}.what')}\n", "$text-muted"),
                ),
            )
        self._show_busy()

    @property
    def _in_form(self) -> bool:
        return bool(self.query_one("#form").display)

    def _show_lead(self) -> None:
        text = self.say("first-run.policy", least=SHORTEST) if self._in_form else self.say("first-run.lead")
        self.query_one(".lead", Prose).update(plain(text))

    def _show_form(self, shown: bool) -> None:
        self.query_one("#form").display = shown
        self.query_one("#ways").display = not shown
        self._show_lead()
        self.query_one("#name" if shown else "#ways").focus()
        self.refresh_bindings()

    def _show_busy(self, busy: bool | None = None) -> None:
        status = self.query_one(".status", Remark)
        shown = status.display if busy is None else busy
        status.tell(self.say("first-run.saving") if shown else "")
        for field in self.query(Input):
            field.disabled = shown

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Escape leaves the form first, then the wizard."""
        if not self.is_mounted:
            return True
        if action == "back":
            return self._in_form
        return not self._in_form if action in ("quit_wizard", "take") else True

    @on(OptionList.OptionSelected, "#ways")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_id or "")

    def action_take(self, way: str) -> None:
        match way:
            case "administrator":
                self._show_form(True)
            case "import":
                self.dismiss(ImportFiles())
            case "demo":
                self.dismiss(OpenDemo())

    def action_back(self) -> None:
        self._show_form(False)

    def action_quit_wizard(self) -> None:
        self.dismiss(Quit())

    @on(Input.Submitted, "#again")
    def submit(self) -> None:
        name, password, again = (field.input for field in self.query(Field))
        if password.value != again.value:
            again.clear()
            self.query(Field).last().refuse(Message("first-run.mismatch"), self.say)
            return
        self._add(name.value, password.value)

    @work(exclusive=True)
    async def _add(self, name: str, password: str) -> None:
        operators = self.wizard.desk.operators
        system = Actor(getpass.getuser(), Role.SYSTEM)
        self._show_busy(True)
        try:
            operator = await self.at_work(lambda: operators.add_first_administrator(system, name, password))
        except Problem as problem:
            self._show_busy(False)
            self._refuse(problem)
            return
        self.dismiss(SignedIn(Actor(operator.name, operator.role), is_new=True))

    def _refuse(self, problem: Problem) -> None:
        """Beside the password what is wrong with the password, beside the name all the rest."""
        fields = list(self.query(Field))
        if isinstance(problem, PasswordRefused):
            for field in fields[1:]:
                field.input.clear()
        fields[isinstance(problem, PasswordRefused)].refuse(problem.message, self.say)
