"""Home: a call to take, or one to go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import PERMITTED, Act, Actor
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
    from hexwizard.desk.desktop import Desktop
    from hexwizard.screens.home_rows import Line

TELL_TIME_SECONDS: Final = 15
_WAYS: Final[Mapping[str, Callable[[], HomeResult]]] = {
    "queue": ShowQueue,
    "insight": LookBack,
    "change-password": ChangePassword,
    "import": ImportFiles,
    "operators": ManageOperators,
    "verification-policy": ShowPolicy,
    "sign-out": SignOut,
    "another-operator": SignOut,
    "tour": ShowTour,
}
"""Where a key of home leads, beside a call."""
_NEEDS: Final = {
    "import": Act.IMPORT,
    "operators": Act.DISABLE_OPERATOR,
    "queue": Act.RELEASE_HAND_OVER,
    "verification-policy": Act.ACCEPT_POLICY,
}
"""The act that is done there: only those who may do it see the key."""
_IN_DEMO: Final = {"change-password": False, "sign-out": False, "another-operator": True}
"""The ways that only the demo has, or has not."""


class HomeScreen(FollowingScreen[HomeResult]):
    """The desk between two calls."""

    HELP_KEY = "help.home"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "home.tcss"]  # type: ignore[assignment]
    FINDS = True
    AUTO_FOCUS = "#new-call"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new_call", "New call", id="new-call"),
        Binding("f8", "take_waiting", "Answer", id="take-waiting"),
        Binding("f", "go('queue')", "Hexperts", id="queue"),
        Binding("3", "go('import')", "Import", id="import"),
        Binding("1", "go('insight')", "Insight", id="insight"),
        Binding("4", "go('operators')", "Operators", id="operators"),
        Binding("2", "go('change-password')", "Password", id="change-password"),
        Binding("5", "go('verification-policy')", "Verification", id="verification-policy"),
        Binding("ctrl+o", "go('sign-out')", "Sign out", id="sign-out"),
        Binding("ctrl+o", "go('another-operator')", "Another operator", id="another-operator"),
        Binding("q", "quit_wizard", "Quit", id="quit"),
        Binding("escape", "stay", "Stay", id="stay"),
        Binding("question_mark", "go('tour')", "Tour", key_display="?", id="tour", show=False),
    ]

    _desktop: Desktop | None = None
    _lines: Mapping[str, Line] = MappingProxyType({})
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
        """What waits has waited longer by now."""
        if self._desktop is not None and self._lines:
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
        from hexwizard.screens.home_rows import FIRST_OF_ALL, groups, laid_out

        at = cases.highlighted
        here = cases.get_option_at_index(at).id if at is not None else None
        cases.clear_options()
        listed = list(groups(desktop, self.wizard.waiting, self.say))
        self._lines = {line.id: line for _, lines in listed for line in lines}
        drawn = laid_out(self._lines.values(), max(40, cases.size.width - 2))
        for name, lines in listed:
            heading = Content.styled(
                self.say(f"home.group.{name}"), "bold $accent" if name in FIRST_OF_ALL else "$text-muted"
            )
            gap = "\n" if cases.option_count else ""
            cases.add_option(Option(Content.assemble(gap, heading), disabled=True))
            cases.add_options(Option(drawn[line.id], id=line.id) for line in lines)
        cases.display = cases.option_count > 0
        cases.highlighted = next((at for at, one in enumerate(cases.options) if here and one.id == here), None)

    def _may(self, act: Act) -> bool:
        actor = self.wizard.actor
        return actor is not None and actor.role in PERMITTED[act]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only for those who may; the keys of a question only while it is asked."""
        match action, parameters:
            case "go", (str(way),):
                may = way not in _NEEDS or self._may(_NEEDS[way])
                return may and not self._asking and _IN_DEMO.get(way, self.wizard.demo) == self.wizard.demo
            case "take_waiting", _:
                return bool(self.wizard.waiting) and not self._asking
            case "stay", _:
                return self._asking
        return True

    @on(Button.Pressed, "#new-call")
    def action_new_call(self) -> None:
        self.dismiss(NewCall())

    @on(OptionList.OptionSelected, "#cases")
    def take_up(self, event: OptionList.OptionSelected) -> None:
        line = self._lines.get(event.option_id or "")
        if line is not None:
            self.dismiss(line.leads_to)

    def action_take_waiting(self) -> None:
        """Whoever has waited longest."""
        self.dismiss(TakeWaiting(self.wizard.waiting[0]))

    def action_go(self, way: str) -> None:
        """To one of the screens that home leads to."""
        self.dismiss(_WAYS[way]())

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
