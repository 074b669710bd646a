"""Home: a call to take, or one to go on with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import PERMITTED, Act, Actor
from hexwizard.locale.words import Words
from hexwizard.screens.field import Remark
from hexwizard.screens.following import FollowingScreen
from hexwizard.screens.results import (
    ChangePassword,
    HomeResult,
    ImportFiles,
    LookBack,
    ManageOperators,
    NewCall,
    Quit,
    Reopen,
    SettleLeft,
    ShowPolicy,
    ShowQueue,
    ShowTour,
    SignOut,
    TakeWaiting,
)
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

if TYPE_CHECKING:  # home is the demo's first screen, and comes before the desk has been imported
    from hexwizard.desk.case import Case
    from hexwizard.desk.desktop import Desktop
    from hexwizard.desk.temporary_passwords import LeftPassword
    from hexwizard.desk.waiting_call import WaitingCall

TELL_TIME_SECONDS: Final = 15
_FIRST_OF_ALL: Final = frozenset({"answered", "resume", "ringing"})
"""The groups whose headings stand out."""
_LEFT: Final = "left "
_RINGING: Final = "ringing "
_STATE: Final = 22
"""Cells for since when, until when, or how it stands."""


_NEEDS: Final = {
    "import_files": Act.IMPORT,
    "operators": Act.DISABLE_OPERATOR,
    "queue": Act.RELEASE_HAND_OVER,
    "show_policy": Act.ACCEPT_POLICY,
}
"""The act that each key of home leads to: only those who may do it see the key."""


class HomeScreen(FollowingScreen[HomeResult]):
    """The desk between two calls."""

    HELP_KEY = "help.home"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "home.tcss"]  # type: ignore[assignment]
    FINDS = True
    AUTO_FOCUS = "#new-call"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_call", "New call", id="new-call"),
        Binding("f8", "take_waiting", "Answer", id="take-waiting"),
        Binding("f", "queue", "Hexperts", id="queue"),
        Binding("3", "import_files", "Import", id="import"),
        Binding("1", "look_back", "Insight", id="insight"),
        Binding("4", "operators", "Operators", id="operators"),
        Binding("2", "change_password", "Password", id="change-password"),
        Binding("5", "show_policy", "Verification", id="verification-policy"),
        Binding("ctrl+o", "sign_out", "Sign out", id="sign-out"),
        Binding("ctrl+o", "take_seat", "Another operator", id="another-operator"),
        Binding("q", "quit_wizard", "Quit", id="quit"),
        Binding("escape", "stay", "Stay", id="stay"),
        Binding("question_mark", "tour", "Tour", key_display="?", id="tour", show=False),
    ]

    _desktop: Desktop | None = None
    _asking = False

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Button("", id="new-call")
        yield Remark(plain(""), id="demo")
        yield Remark(plain(""), id="leaving")
        yield Remark(plain(""), id="queue")
        yield Remark(plain(""), id="policy-refused")
        yield Remark(plain(""), id="empty")
        yield Rows(id="cases")

    def on_mount(self) -> None:
        self.set_interval(TELL_TIME_SECONDS, self.tell_time, name="tell-time")

    def tell_time(self) -> None:
        """What is parked has waited longer by now."""
        if self._desktop is not None and self._desktop.parked:
            self._desktop = replace(self._desktop, at=self.wizard.desk.services.clock())
            self._show_cases()

    @on(Rows.WidthChanged)
    def _fit_rows(self) -> None:
        """Not the screen's own resize: beneath a dialog the list learns its width later."""
        self._show_cases()

    def load(self) -> None:
        if self._desktop is None:
            self.load_first()
        else:
            self.load_anew()

    @work(exclusive=True, group="open")
    async def load_first(self) -> None:
        """Keys wait for it: Enter is meant for the call on top."""
        await self._load()

    @work(exclusive=True, group="load")
    async def load_anew(self) -> None:
        await self._load()

    async def _load(self) -> None:
        actor = self.wizard.actor
        if actor is None:
            return
        opens = self._desktop is None
        try:
            desktop = self._desktop = await self.at_work(lambda: self._look(actor))
        except Problem as problem:
            self.query_one("#empty", Remark).tell(f"✕ {self.say.render(problem.message)}")
            return
        if not self.query("#empty"):
            return  # the wizard was left meanwhile
        self._show_desktop()
        cases = self.query_one("#cases", OptionList)
        first = desktop.resume or desktop.answered or desktop.parked or self.wizard.waiting
        if opens and first and cases.highlighted is None:
            cases.focus()
            cases.action_first()
        self.refresh_bindings()

    def _look(self, actor: Actor) -> Desktop:
        from hexwizard.desk.desktop import look

        return look(self.wizard.desk, actor)

    def show_words(self) -> None:
        super().show_words()
        actor = self.wizard.actor
        greeting = plain(self.say("home.greeting", name=actor.name if actor else ""))
        hint = plain(f"   {self.say('home.demo')}").stylize("not bold $text-muted") if self.wizard.demo else ""
        self.query_one(".title", Prose).update(Content.assemble(greeting, hint))
        self.query_one("#new-call", Button).label = Content.assemble(
            ("n", "bold underline"), "   ", plain(self.say("home.new-call"))
        )
        self.query_one("#demo", Remark).tell(self.say("home.demo.seats") if self.wizard.demo else "")
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
        waiting = desktop.waiting if self._may(_NEEDS["queue"]) else 0
        self.query_one("#queue", Remark).tell(f"▲ {self.say('home.queue', count=waiting)}" if waiting else "")
        refused = f"▲ {self.say('home.policy')}" if desktop.policy_refused else ""
        self.query_one("#policy-refused", Remark).tell(refused)
        empty.tell(self._nothing_yet(desktop))
        self._show_cases()

    def _nothing_yet(self, desktop: Desktop) -> str:
        if not desktop.has_clients:
            return self.say("home.no-clients" if self._may(Act.IMPORT) else "home.no-clients.ask")
        return self.say("home.no-cases") if desktop.is_empty and not self.wizard.waiting else ""

    def _show_cases(self) -> None:
        desktop, cases = self._desktop, self.query_one("#cases", OptionList)
        if desktop is None:
            return
        from hexwizard.desk.case import CaseState

        at = cases.highlighted
        here = cases.get_option_at_index(at).id if at is not None else None
        cases.clear_options()
        handed_over = tuple(case for case in desktop.recent if case.state is CaseState.HANDED_OVER)
        closed = tuple(case for case in desktop.recent if case.state is CaseState.CLOSED)
        resume = () if desktop.resume is None else (desktop.resume,)
        groups = (
            ("answered", desktop.answered),
            ("resume", resume),
            ("ringing", self.wizard.waiting),
            ("parked", desktop.parked),
            ("pending", desktop.pending),
            ("open", desktop.open),
            ("handed-over", handed_over),
            ("closed", closed),
        )
        width = max(40, cases.size.width - 2)
        for name, group in groups:
            rows = [self._row(one, desktop, width) for one in group]
            if not rows:
                continue
            counts = name in _FIRST_OF_ALL
            heading = Content.styled(self.say(f"home.group.{name}"), "bold $accent" if counts else "$text-muted")
            gap = "\n" if cases.option_count else ""
            cases.add_option(Option(Content.assemble(gap, heading), disabled=True))
            cases.add_options(rows)
        cases.display = cases.option_count > 0
        cases.highlighted = next((at for at, one in enumerate(cases.options) if here and one.id == here), None)

    def _row(self, one: Case | LeftPassword | WaitingCall, desktop: Desktop, width: int) -> Option:
        from hexwizard.desk.temporary_passwords import LeftPassword
        from hexwizard.desk.waiting_call import WaitingCall

        if isinstance(one, WaitingCall):
            at = self.wizard.waiting.index(one)
            return Option(ringing_row(one, desktop, self.say, width), id=f"{_RINGING}{at}")
        if isinstance(one, LeftPassword):
            return Option(left_row(one, desktop, self.say, width), id=f"{_LEFT}{one.account.username}")
        return Option(case_row(one, desktop, self.say, width), id=one.id)

    def _may(self, act: Act) -> bool:
        actor = self.wizard.actor
        return actor is not None and actor.role in PERMITTED[act]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Each key only for those who may; the keys of a question only while it is asked."""
        needed = _NEEDS.get(action)
        if needed is not None:
            return self._may(needed) and not self._asking
        if action == "take_waiting":
            return bool(self.wizard.waiting) and not self._asking
        if action == "change_password":
            return not self._asking and not self.wizard.demo
        if action in ("sign_out", "take_seat"):
            return not self._asking and self.wizard.demo == (action == "take_seat")
        if action == "look_back":
            return not self._asking
        return self._asking if action == "stay" else True

    @on(Button.Pressed, "#new-call")
    def action_new_call(self) -> None:
        self.dismiss(NewCall())

    @on(OptionList.OptionSelected, "#cases")
    def reopen(self, event: OptionList.OptionSelected) -> None:
        desktop = self._desktop
        if desktop is None:
            return
        for at, ringing in enumerate(self.wizard.waiting):
            if event.option_id == f"{_RINGING}{at}":
                self.dismiss(TakeWaiting(ringing))
                return
        for left in desktop.pending:
            if event.option_id == f"{_LEFT}{left.account.username}":
                self.dismiss(SettleLeft(left))
                return
        for case in (*desktop.answered, desktop.resume, *desktop.parked, *desktop.open, *desktop.recent):
            if case is not None and case.id == event.option_id:
                self.dismiss(Reopen(case))
                return

    def action_take_waiting(self) -> None:
        """Whoever has waited longest."""
        self.dismiss(TakeWaiting(self.wizard.waiting[0]))

    def action_take_seat(self) -> None:
        """In the demo, the place of another operator."""
        self.dismiss(SignOut())

    def action_queue(self) -> None:
        self.dismiss(ShowQueue())

    def action_tour(self) -> None:
        self.dismiss(ShowTour())

    def action_operators(self) -> None:
        self.dismiss(ManageOperators())

    def action_change_password(self) -> None:
        self.dismiss(ChangePassword())

    def action_import_files(self) -> None:
        self.dismiss(ImportFiles())

    def action_look_back(self) -> None:
        self.dismiss(LookBack())

    def action_show_policy(self) -> None:
        self.dismiss(ShowPolicy())

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


def ringing_row(ringing: WaitingCall, desktop: Desktop, say: Words, width: int) -> Content:
    """One line: who is on the line, what they say, and for how long, in the columns of the cases."""
    room = width - 11 - _STATE
    name = room * 2 // 5
    return Content.assemble(
        ("☎ ", "bold $accent"),
        _cell(ringing.caller, 11 + name - 2).stylize("bold"),
        _cell(ringing.says, room - name).stylize("italic"),
        _cell(say("home.since", time=desktop.at - ringing.since), _STATE).stylize("$text-muted"),
    )


def left_row(left: LeftPassword, desktop: Desktop, say: Words, width: int) -> Content:
    """One line: the client, who made it, and when, in the columns of the cases."""
    room = width - 11 - _STATE
    name = room * 2 // 5
    client = f"{left.account.full_name} ({left.account.username})"
    return Content.assemble(
        ("▲ ", "$warning"),
        _cell(client, 11 + name - 2).stylize("bold"),
        _cell(say("home.pending.made", by=left.record.issued_by), room - name),
        _cell(say("home.ago", time=desktop.at - left.record.issued_at), _STATE).stylize("$text-muted"),
    )


def case_row(case: Case, desktop: Desktop, say: Words, width: int) -> Content:
    """One line: number, client, verdict and since when, in columns that share `width`."""
    from hexwizard.desk.case import CaseState

    since = desktop.at - (case.closed_at or case.opened_at)
    handed = desktop.handed.get(case.id)
    verdict = say(f"cause.{case.verdict.value}.title") if case.verdict else say("home.no-verdict")
    due = False
    if case.parked is not None:
        verdict, due = say(f"parked.waits.{case.parked.awaited}"), case.parked.is_due(desktop.at)
        told = desktop.at - case.parked.since if due else case.parked.until - desktop.at
        state = f"▲ {say('parked.waited', time=told)}" if due else say("parked.left", time=told)
    elif handed is not None and case.state is not CaseState.CLOSED:
        state = say(f"hand-over.state.{handed.state}")
    else:
        state = say("home.since" if case.is_open else "home.ago", time=since)
    client = desktop.names.get(case.username or "", "") or case.username or case.identifier or say("home.nobody")
    room = width - 11 - _STATE
    name = room * 2 // 5
    return Content.assemble(
        _cell(case.id, 11).stylize("$primary"),
        _cell(client, name).stylize("bold"),
        _cell(verdict, room - name),
        _cell(state, _STATE).stylize("bold $warning" if due else "$text-muted"),
    )


def _cell(text: str, width: int) -> Content:
    """`text` cut to `width`, with a gap behind it."""
    return plain(text).truncate(width - 2, ellipsis=True, pad=True).pad_right(2)
