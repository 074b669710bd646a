"""Home: a call to take, or one to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.model import Account
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import PERMITTED, Act, Actor
from hexwizard.desk.case import Case, CaseState
from hexwizard.desk.desk import Desk
from hexwizard.locale.words import Words
from hexwizard.screens.field import Remark
from hexwizard.screens.outside import OutsideScreen
from hexwizard.screens.results import HomeResult, ImportFiles, NewCall, Quit, Reopen, SignOut
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import Prose

MOST_RECENT: Final = 10
MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Desktop:
    """What home shows, read off the desk at one moment."""

    resume: Case | None
    open: tuple[Case, ...]
    recent: tuple[Case, ...]
    names: dict[str, str]
    pending: tuple[Account, ...]
    has_clients: bool
    at: datetime

    @property
    def is_empty(self) -> bool:
        return self.resume is None and not self.open and not self.recent


def look(desk: Desk, actor: Actor) -> Desktop:
    """The operator's newest open case, the other open ones, the last that ended, and what was left half done."""
    cases = desk.cases.all()
    resume = next((case for case in cases if case.is_open and case.opened_by == actor.name), None)
    others = tuple(case for case in cases if case.is_open and case is not resume)
    recent = tuple(case for case in cases if not case.is_open)[:MOST_RECENT]
    shown = (*((resume,) if resume else ()), *others, *recent)
    accounts = {case.username: desk.clients.account(case.username) for case in shown if case.username}
    return Desktop(
        resume,
        others,
        recent,
        {username: account.full_name for username, account in accounts.items() if account is not None},
        desk.temporary_passwords.pending(),
        any(True for _ in desk.services.store.reader().accounts()),
        desk.services.clock(),
    )


class HomeScreen(OutsideScreen[HomeResult]):
    """The desk between two calls."""

    HELP_KEY = "help.home"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "home.tcss"]  # type: ignore[assignment]
    FINDS = True
    AUTO_FOCUS = "#new-call"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_call", "New call", id="new-call"),
        Binding("i", "import_files", "Import", id="import"),
        Binding("o", "sign_out", "Sign out", id="sign-out"),
        Binding("q", "quit_wizard", "Quit", id="quit"),
        Binding("escape", "stay", "Stay", id="stay"),
    ]

    _desktop: Desktop | None = None
    _asking = False

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Button("", id="new-call")
        yield Remark(plain(""), id="leaving")
        yield Remark(plain(""), id="pending")
        yield Remark(plain(""), id="empty")
        yield Rows(id="cases")

    def on_mount(self) -> None:
        self._load()

    def on_screen_resume(self) -> None:
        """Back from the help, or from nowhere: the desk may have moved on."""
        self._load()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_cases)

    @work(exclusive=True)
    async def _load(self) -> None:
        actor = self.wizard.actor
        if actor is None:
            return
        try:
            self._desktop = await self.at_work(lambda: look(self.wizard.desk, actor))
        except Problem as problem:
            self.query_one("#empty", Remark).tell(f"✕ {self.say.render(problem.message)}")
            return
        self._show_desktop()
        cases = self.query_one("#cases", OptionList)
        if self._desktop.resume is not None and cases.highlighted is None:
            cases.focus()
            cases.action_first()
        self.refresh_bindings()

    def show_words(self) -> None:
        super().show_words()
        actor = self.wizard.actor
        self.query_one(".title", Prose).update(plain(self.say("home.greeting", name=actor.name if actor else "")))
        self.query_one("#new-call", Button).label = Content.assemble(
            ("n", "bold underline"), "   ", plain(self.say("home.new-call"))
        )
        self._show_leaving()
        self._show_desktop()

    def _show_leaving(self) -> None:
        mine = self._desktop.resume if self._desktop else None
        asks = self._asking and mine is not None
        self.query_one("#leaving", Remark).tell(self.say("home.leaving", case=mine.id) if asks and mine else "")

    def _show_desktop(self) -> None:
        desktop, empty = self._desktop, self.query_one("#empty", Remark)
        if desktop is None:
            empty.tell(self.say("home.loading"))
            return
        self.query_one("#pending", Remark).tell(pending_line(desktop.pending, self.say))
        empty.tell(self._nothing_yet(desktop))
        self._show_cases()

    def _nothing_yet(self, desktop: Desktop) -> str:
        if not desktop.has_clients:
            return self.say("home.no-clients" if self._may_import() else "home.no-clients.ask")
        return self.say("home.no-cases") if desktop.is_empty else ""

    def _show_cases(self) -> None:
        desktop, cases = self._desktop, self.query_one("#cases", OptionList)
        if desktop is None:
            return
        at = cases.highlighted
        cases.clear_options()
        handed_over = tuple(case for case in desktop.recent if case.state is CaseState.HANDED_OVER)
        closed = tuple(case for case in desktop.recent if case.state is CaseState.CLOSED)
        resume = () if desktop.resume is None else (desktop.resume,)
        groups = (("resume", resume), ("open", desktop.open), ("handed-over", handed_over), ("closed", closed))
        width = max(40, cases.size.width - 2)
        for name, group in groups:
            rows = [Option(case_row(case, desktop, self.say, width), id=case.id) for case in group]
            if not rows:
                continue
            heading = Content.styled(
                self.say(f"home.group.{name}"), "bold $accent" if name == "resume" else "$text-muted"
            )
            gap = "\n" if cases.option_count else ""
            cases.add_option(Option(Content.assemble(gap, heading), disabled=True))
            cases.add_options(rows)
        cases.display = cases.option_count > 0
        cases.highlighted = at

    def _may_import(self) -> bool:
        actor = self.wizard.actor
        return actor is not None and actor.role in PERMITTED[Act.IMPORT]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Import only for those who may; the keys of a question only while it is asked."""
        if action == "import_files":
            return self._may_import() and not self._asking
        if action == "sign_out":
            return not self._asking
        if action == "stay":
            return self._asking
        return True

    @on(Button.Pressed, "#new-call")
    def action_new_call(self) -> None:
        self.dismiss(NewCall())

    @on(OptionList.OptionSelected, "#cases")
    def reopen(self, event: OptionList.OptionSelected) -> None:
        desktop = self._desktop
        if desktop is None:
            return
        for case in (desktop.resume, *desktop.open, *desktop.recent):
            if case is not None and case.id == event.option_id:
                self.dismiss(Reopen(case))
                return

    def action_import_files(self) -> None:
        self.dismiss(ImportFiles())

    def action_sign_out(self) -> None:
        self.dismiss(SignOut())

    def action_quit_wizard(self) -> None:
        """Asks first where a call of this operator is still open; `q` once more leaves it open and goes."""
        mine = self._desktop.resume if self._desktop else None
        if mine is None or self._asking:
            self.dismiss(Quit())
            return
        self._ask(True)

    def action_stay(self) -> None:
        self._ask(False)

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        self._show_leaving()
        self.refresh_bindings()


def pending_line(pending: tuple[Account, ...], say: Words) -> str:
    """The temporary passwords that nobody confirmed; the first few clients by name."""
    if not pending:
        return ""
    named = tuple(f"{plain_text(one.full_name)} ({plain_text(one.username)})" for one in pending[:MOST_NAMED])
    further = len(pending) - len(named)
    clients = (*named, say("home.pending.more", count=further)) if further else named
    return f"▲ {say('home.pending', count=len(pending), clients=clients)}"


def case_row(case: Case, desktop: Desktop, say: Words, width: int) -> Content:
    """One line: number, client, verdict and since when, in columns that share `width`."""
    since = desktop.at - (case.closed_at or case.opened_at)
    state = say("home.since" if case.is_open else "home.ago", time=since)
    client = desktop.names.get(case.username or "", "") or case.username or case.identifier or say("home.nobody")
    verdict = say(f"cause.{case.verdict.value}.title") if case.verdict else say("home.no-verdict")
    room = width - 11 - 20
    name = room * 2 // 5
    return Content.assemble(
        _cell(case.id, 11).stylize("$primary"),
        _cell(client, name).stylize("bold"),
        _cell(verdict, room - name),
        _cell(state, 20).stylize("$text-muted"),
    )


def _cell(text: str, width: int) -> Content:
    """`text` cut to `width`, with a gap behind it."""
    return plain(text).truncate(width - 2, ellipsis=True, pad=True).pad_right(2)
