"""The sign-in of the operator: who sits at the wizard."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from hexwizard.accounts.problems import Problem
from hexwizard.locale.message import Message
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.screens.results import Quit, SignedIn, SignInResult
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.secret_input import SecretInput


class SignInScreen(OutsideScreen[SignInResult]):
    """A name and a hidden password; Enter moves on."""

    HELP_KEY = "help.sign-in"
    _is_checking = False
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "quit_wizard", "Quit", id="quit")]

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Remark(plain(""), id="notice", classes="wrong")
        yield Field("sign-in.name", PlainInput(id="name").leading_to("#password"))
        yield Field("sign-in.password", SecretInput(id="password")).add_class("-close")
        yield Static(id="status", markup=False)
        yield Prose(plain(""), classes="hint")

    def show_words(self) -> None:
        super().show_words()
        self.query_one(".title", Prose).update(plain(self.say("sign-in.title")))
        self.query_one(".hint", Prose).update(plain(self.say("sign-in.hint")))
        notice = self.wizard.notice
        self.query_one("#notice", Remark).tell("" if notice is None else f"▲ {self.say.render(notice.message)}")
        self._show_checking()

    @property
    def _password(self) -> Field:
        return self.query(Field).last()

    def _show_checking(self) -> None:
        """The sign that the password is being checked, on a line of its own: nothing moves for it."""
        shown = self.say("sign-in.checking") if self._is_checking else ""
        self.query_one("#status", Static).update(plain(shown), layout=False)

    @on(Input.Submitted, "#password")
    def submit(self) -> None:
        """Whatever is typed while a password is being checked stays in its field; `Enter` does nothing then."""
        if self._is_checking:
            return
        name, password = self.query_one("#name", Input).value, self.query_one("#password", SecretInput)
        if not name.strip():
            self.query(Field).first().refuse(Message("sign-in.no-name"), self.say)
        elif not password.value:
            self._password.refuse(Message("sign-in.no-password"), self.say)
        else:
            self._sign_in(name, password.take())

    @work(exclusive=True)
    async def _sign_in(self, name: str, password: str) -> None:
        self._password.refuse(None, self.say)
        self._is_checking = True
        self._show_checking()
        try:
            entered = await self.at_work(lambda: self._entered(name, password))
        except Problem as problem:
            self._is_checking = False
            self._show_checking()
            self._password.refuse(problem.message, self.say)
            return
        self.wizard.notice = None
        self.dismiss(entered)

    def _entered(self, name: str, password: str) -> SignedIn:
        operators = self.wizard.desk.operators
        actor = operators.sign_in(name, password)
        return SignedIn(actor, operators.must_change_password(actor), operators.is_new_here(actor))

    def action_quit_wizard(self) -> None:
        self.dismiss(Quit())
