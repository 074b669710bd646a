"""A new client account for the e-mail that was freed: a short form, already filled with what is known."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.suggester import SuggestFromList
from textual.widgets import Input

from hexwizard.accounts.model import Account, Language
from hexwizard.accounts.problems import Problem
from hexwizard.desk.call import Call
from hexwizard.desk.new_clients import NewClient, NewClientRefused
from hexwizard.screens.field import Field, Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose

LABELS: Final = {
    "given_name": "new-client.given-name",
    "family_name": "new-client.family-name",
    "email": "new-client.email",
    "company": "new-client.company",
    "username": "new-client.username",
    "phone": "new-client.phone",
    "language": "new-client.language",
}
"""The fields in their order, with the keys of their labels."""
FIELDS: Final = tuple(LABELS)


class NewClientScreen(OutsideScreen[Account | None]):
    """Enter goes from field to field and, at the last, makes the account; Escape makes none."""

    HELP_KEY = "help.new-client"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "new_client.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#company"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "create", "Create", id="create-client"),
        Binding("escape", "back", "Back", id="back"),
    ]

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Prose(plain(""), classes="lead")
        known = self._known()
        for name, label in LABELS.items():
            yield Field(label, PlainInput(known[name], id=name))
        yield Remark(plain(""), classes="status")

    def _known(self) -> dict[str, str]:
        account, clients = self.call.facts.account or Account(""), self.call.desk.new_clients
        language = self.call.case.client_language or account.language
        return {
            "given_name": account.given_name,
            "family_name": account.family_name,
            "email": self.call.freed_email or "",
            "company": "",
            "username": clients.propose_username(account.given_name, account.family_name),
            "phone": account.phone,
            "language": language.value,
        }

    def on_mount(self) -> None:
        names = [company.name for company in self.call.desk.new_clients.companies()]
        self.query_one("#company", Input).suggester = SuggestFromList(names, case_sensitive=False)

    def show_words(self) -> None:
        super().show_words()
        self.query_one(".title", Prose).update(plain(self.say("new-client.title")))
        self.query_one(".lead", Prose).update(plain(self.say("new-client.lead")))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """A company that is being suggested is taken as it is suggested."""
        at = FIELDS.index(event.input.id or FIELDS[0])
        if event.input.id == "company":
            event.input.action_cursor_right() if event.input.cursor_at_end else None
        if at + 1 < len(FIELDS):
            self.query_one(f"#{FIELDS[at + 1]}").focus()
        else:
            self.action_create()

    def action_create(self) -> None:
        typed = {field.input.id or "": field.input.value for field in self.query(Field)}
        language = typed.pop("language").strip().lower()
        if language not in tuple(Language):
            self._refuse(NewClientRefused("problem.new-client.language", field="language"))
            return
        self._create(NewClient(language=Language(language), **typed))

    @work(exclusive=True)
    async def _create(self, wanted: NewClient) -> None:
        status = self.query_one(".status", Remark)
        status.tell(self.say("new-client.creating"))
        try:
            created = await self.at_work(lambda: self.call.acts.create_client(wanted))
        except Problem as problem:
            self._refuse(problem)
            return
        finally:
            status.tell("")
        self.dismiss(created)

    def _refuse(self, problem: Problem) -> None:
        """Beside the field that is wrong; what concerns the e-mail or the whole stands beside the e-mail."""
        name = problem.field if isinstance(problem, NewClientRefused) else "email"
        for field in self.query(Field):
            field.refuse(problem.message if field.input.id == name else None, self.say)

    def action_back(self) -> None:
        self.dismiss(None)
