"""The wizard: who sits here, which screen comes next. What a screen shows is the screen's, what is true the desk's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, work
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor, NoLongerOperator, Role
from hexwizard.desk.clock import system_clock
from hexwizard.desk.theme_name import ThemeName
from hexwizard.locale.message import Parameter
from hexwizard.locale.words import LANGUAGES, Words, words
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.results import (
    ChangePassword,
    Found,
    HomeResult,
    ImportFiles,
    Leave,
    LookBack,
    ManageOperators,
    NewCall,
    OpenDemo,
    Quit,
    Reopen,
    SettleLeft,
    ShowPolicy,
    ShowQueue,
    ShowTour,
    SignedIn,
    SignOut,
    TakeWaiting,
)
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.patient_app import PatientApp
from hexwizard.terminal.remembered import RememberedTheme
from hexwizard.theme import has_few_colours, register_themes, wear
from hexwizard.widgets.breakpoints import TINY
from hexwizard.widgets.secret_box import SecretBox

if TYPE_CHECKING:
    from hexwizard.desk.case import Case
    from hexwizard.desk.desk import Desk
    from hexwizard.desk.mailing.postman import Postman
    from hexwizard.desk.waiting_call import WaitingCall

_FOLDER: Final = Path(__file__).parent
DEMO = "demo"
TENDING_SECONDS = 60
_SCREENS: Final[Mapping[type[object], Callable[[], WizardScreen[None]]]] = {
    ImportFiles: routes.import_files,
    LookBack: routes.insight,
    ShowPolicy: routes.policy,
    ManageOperators: routes.operators,
}
"""What home leads to that is one screen and comes back with nothing."""


class HexwizardApp(PatientApp):
    """One worker runs the whole session: a screen is pushed, ends with one result, and the result says what follows."""

    TITLE = "hexwizard"
    CSS_PATH: ClassVar[list[Path]] = [  # type: ignore[assignment]
        _FOLDER / "app.tcss",
        _FOLDER / "screens" / "outside.tcss",
        _FOLDER / "screens" / "home.tcss",
    ]
    """With those of the first screens: to come to them later, Textual would read all that it has read once more."""
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", priority=True),
        Binding("ctrl+p", "command_palette", "Find", id="palette", priority=True),
        Binding("f2", "language", "Language", id="language", priority=True),
        Binding("f6", "theme", "Colours", id="theme", priority=True),
        Binding("z", "panic", "Clear", id="clear"),
        Binding("ctrl+q", "leave", "Quit", id="quit", show=False, priority=True),
    ]

    def __init__(
        self,
        desk: Desk | LateDesk,
        *,
        language: str,
        actor: Actor | None = None,
        demo: bool = False,
        theme: ThemeName | None = None,
        remembered: RememberedTheme | None = None,
        waiting: Sequence[WaitingCall] = (),
    ) -> None:
        """`desk` may be one that is opened behind the first screen.

        `theme` is what the configuration asks for; `remembered` is where the colours are kept between two runs; None
        keeps nothing. `waiting` are on the line.
        """
        if isinstance(desk, LateDesk):
            super().__init__(desk, system_clock)
        else:
            super().__init__(LateDesk.opened(desk), desk.services.clock)
            theme = theme or desk.services.settings.theme
        self.demo = demo
        self.actor = actor
        self.waiting = waiting
        self.say = words(language)
        self._postman: Postman | None = None
        self._remembered = remembered
        self._wish: NewCall | Reopen | None = None
        self._theme_name = (remembered.recall() if remembered else None) or theme or ThemeName.DARK
        register_themes(self, self._theme_name)

    def on_mount(self) -> None:
        self.set_interval(TENDING_SECONDS, self.tend_store)
        self.late.when_done(self._begin_rounds)
        self.run_session()
        if not self.late.is_open:
            self.late.when_done(self._tell_opened)

    def _begin_rounds(self) -> None:
        """Called from the thread that opened the desk: from now on letters go out."""
        if self.late.is_open and self._running:
            from hexwizard.desk.mailing.postman import Postman

            self._postman = Postman(self.desk.post_office)
            self._postman.start()

    def on_unmount(self) -> None:
        self.late.begin()  # left before it was begun: what already waits for it would keep the process alive
        if self._postman is not None:
            self._postman.stop()

    def _tell_opened(self) -> None:
        """Called from the thread that opened the desk."""
        with suppress(RuntimeError):  # the wizard has ended meanwhile
            self.call_later(self._desk_opened)

    def _desk_opened(self) -> None:
        """The desk is there, or never will be: then whoever opened the wizard says why."""
        if not self.late.is_open:
            self.exit(return_code=1)
            return
        if self.actor is not None:
            self.actor = self.actor  # from now on with the rules that the configuration sets
        elif not self.desk.operators.exist():
            self._leave_sign_in()

    def _leave_sign_in(self) -> None:
        """Nobody can sign in yet: the first run comes in its place."""
        for screen in self.screen_stack:
            if isinstance(screen, WizardScreen) and not screen.IS_HELP:
                screen.dismiss(None)

    @work(thread=True, exclusive=True, group="tending")
    def tend_store(self) -> None:
        """Fold the acts into the account file where they have become many; calls go on meanwhile."""
        if self.late.is_open:
            self.desk.services.store.tend()

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        """From the first screen to the last."""
        while True:
            try:
                await self._sit()
            except NoLongerOperator as gone:
                self.turn_away(gone)
            except StoreUnusable as problem:  # between two screens: whoever sits here goes on at home
                self._tell(problem)
                continue
            return

    async def _sit(self) -> None:
        while True:
            if self.actor is None:
                if not await self._sign_in():
                    return
                await self._welcome()
                self._warn_of_network()
            chosen: HomeResult | None = self._take_wish()
            if chosen is None:
                chosen = await self._shown_first(routes.home())
            match chosen:
                case SignOut() if self.demo:
                    await self._take_seat()
                case SignOut():
                    self.actor = None
                case Quit():
                    self.exit(0)
                    return
                case chosen:
                    await self._told(self._follow(chosen))

    async def _take_seat(self) -> None:
        """The demo from another operator's place; a Hexpert begins at the queue, as ever."""
        taken = await self.push_screen_wait(routes.demo_seat())
        if taken is not None:
            self.actor = taken
            if taken.role is Role.HEXPERT:
                await self._queue()

    async def _follow(self, chosen: HomeResult) -> None:
        """What was chosen at home, until one is back there."""
        match chosen:
            case NewCall(found):
                await self._new_call(found)
            case TakeWaiting(ringing):
                await self._answer(ringing)
            case Reopen(case):
                await self._take(case)
            case SettleLeft(left):
                if (taken := await self.push_screen_wait(routes.left_password(left))) is not None:
                    await self._take(taken.case)
            case ShowQueue():
                await self._queue()
            case ShowTour():
                await self._tour()
            case ChangePassword():
                await self._change_password()
            case _ if (opened := _SCREENS.get(type(chosen))) is not None:
                await self.push_screen_wait(opened())

    async def _sign_in(self) -> bool:
        """An operator signed in, through the first run where there is none yet; False when the wizard ends here."""
        while self.actor is None:
            first = self.late.is_open and self._nobody_yet()
            ended = await self._shown_first(routes.first_run() if first else routes.sign_in())
            match ended:
                case None:
                    continue  # the desk is open now, and nobody can sign in yet
                case SignedIn(actor):
                    self.actor = actor
                    if self.desk.operators.must_change_password(actor) and not await self._change_password(forced=True):
                        self.actor = None
                case OpenDemo():
                    self.exit(DEMO)
                    return False
                case ImportFiles():
                    await self.push_screen_wait(routes.import_files())
                case _:
                    self.exit(0)
                    return False
        return True

    async def _shown_first(self, screen: WizardScreen[Any]) -> Any:  # noqa: ANN401 - Textual's
        """What `screen` ends with. Behind it, once it has been painted, the desk is opened, unless it is open."""
        screen.call_after_refresh(screen.call_after_refresh, self.late.begin)  # the keys come with the second painting
        ended = await self.push_screen_wait(screen)
        self.late.begin()  # keys were quicker than the painting
        return ended

    def _nobody_yet(self) -> bool:
        """Whether there is no operator yet, as far as can be seen."""
        with suppress(StoreUnusable):
            return not self.desk.operators.exist()
        return False

    def _take_wish(self) -> NewCall | Reopen | None:
        wish, self._wish = self._wish, None
        return wish

    async def _told(self, call: Awaitable[None]) -> None:
        """A call that cannot be begun or gone on with: why is told at home, where it can be taken up again."""
        try:
            await call
        except NoLongerOperator:
            raise
        except Problem as problem:
            self._tell(problem)

    def _tell(self, problem: Problem) -> None:
        self.notify(self.say.render(problem.message), severity="error", markup=False, timeout=10)

    async def _new_call(self, known: Found | None) -> None:
        found: Found | Leave = known or await self.push_screen_wait(routes.find_client())
        while isinstance(found, Found):
            try:
                case = self._begun(found)
            except StoreUnusable as problem:  # what was typed stands there still
                self._tell(problem)
                found = await self.push_screen_wait(routes.find_client(found))
            else:
                await self._take(case)
                return

    def _begun(self, found: Found) -> Case:
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        draft = self.desk.cases.draft(self.actor)
        return self.desk.cases.open(self.actor, routes.with_found(draft, found))

    async def _answer(self, ringing: WaitingCall) -> None:
        """Somebody who was on the line: the call begins with what they say."""
        if self.actor is None:
            return
        draft = ringing.filling(self.desk.cases.draft(self.actor))
        case = self.desk.cases.open(self.actor, draft)
        self.waiting = tuple(one for one in self.waiting if one is not ringing)
        await self._take(case)

    async def _welcome(self) -> None:
        """Who sits here for the first time is shown around; a Hexpert begins at the queue."""
        if self.actor is None:
            return
        if self.desk.operators.is_new_here(self.actor):
            await self._tour()
            self.desk.operators.note_tour(self.actor)
        if self.actor.role is Role.HEXPERT:
            await self._queue()

    def _warn_of_network(self) -> None:
        """On a network drive two wizards can write at once: whoever sits down is told."""
        store = self.desk.services.store
        if store.is_on_network:
            self.notify(self.say("home.on-network", path=store.location), severity="warning", timeout=20)

    async def _tour(self) -> None:
        from hexwizard.screens.tour import show_tour

        if self.actor is not None:
            await show_tour(self, self.desk.services.clock, self.actor)

    async def _queue(self) -> None:
        """The Hexperts' queue, and one case of it after the other."""
        while self._wish is None and isinstance(chosen := await self.push_screen_wait(routes.queue()), Reopen):
            await self._take(chosen.case)

    async def _change_password(self, *, forced: bool = False) -> bool:
        """The operator's own password; False where it stays as it is."""
        actor = await self.push_screen_wait(routes.change_password(forced=forced))
        if actor is not None:
            self.renew(actor)
        return actor is not None

    async def _take(self, case: Case) -> None:
        """One call, screen by screen, until it ends or is left open."""
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        from hexwizard.desk.call import Call

        call = self.call = Call(self.desk, self.actor, case)
        route = routes.Route(call)
        while route.screen is not None:
            screen = route.open()
            route.follow(await self.push_screen_wait(screen))
        self.call = None

    def _handle_exception(self, error: Exception) -> None:
        """What a screen's worker met and did not tell (a case that another operator kept, a full disk) is told here."""
        problem = error.error if isinstance(error, WorkerFailed) else None
        screen = self.screen
        if not isinstance(problem, Problem):
            super()._handle_exception(error)
        elif isinstance(screen, WizardScreen):
            screen.show_words()
            screen.explain(problem)
        else:
            self._tell(problem)

    def action_language(self) -> None:
        """The other language, on every screen that is open; nothing typed is touched."""
        following = LANGUAGES[(LANGUAGES.index(self.say.language) + 1) % len(LANGUAGES)]
        self.say = words(following)
        for screen in self.screen_stack:
            if isinstance(screen, WizardScreen):
                screen.change_language()
                screen.refresh_bindings()

    def action_theme(self) -> None:
        """The next colours, kept for the next time; not in the demo, which touches nothing."""
        if has_few_colours(self):
            self.notify(self.say("theme.few-colours"))
            return
        names = list(ThemeName)
        self._theme_name = names[(names.index(self._theme_name) + 1) % len(names)]
        wear(self, self._theme_name)
        if self._remembered is not None and not self.demo:
            self._remembered.keep(self._theme_name)
        self.notify(self.say(f"theme.{self._theme_name}"), timeout=2)

    def action_command_palette(self) -> None:
        """Find an act of this screen, a section, a client, a case."""
        if isinstance(self.screen, WizardScreen) and not self.screen.IS_HELP and not self.is_locked:
            self.push_screen(routes.palette(self.screen))

    def go_to(self, wish: NewCall | Reopen) -> None:
        """Leave this screen for another call, from wherever one is; a call that is open stays open."""
        self._wish = wish
        self.screen.dismiss(Leave())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done that cannot be seen; there is something to clear only while a secret is held."""
        if self.screen.has_class(TINY) and action != "leave":
            return False
        if action == "panic":
            return any(box.is_held for screen in self.screen_stack for box in screen.query(SecretBox))
        return super().check_action(action, parameters)

    def action_panic(self) -> None:
        """Every secret gone at once, from wherever one is."""
        self.hide_secrets()
        self.refresh_bindings()

    async def on_event(self, event: events.Event) -> None:
        """No key reaches a screen that is too small to be seen."""
        hidden = bool(self.screen_stack) and self.screen.has_class(TINY)
        if hidden and isinstance(event, (events.Key, events.Paste, events.MouseEvent)) and _key(event) != "ctrl+q":
            return
        await super().on_event(event)

    def action_help(self) -> None:
        """Explain the screen that one is on; once more, and the explanation is gone."""
        screen = self.screen
        if not isinstance(screen, WizardScreen):
            return
        if screen.IS_HELP:
            screen.dismiss(None)
        elif screen.HELP_KEY:
            self.push_screen(routes.help_screen(screen.HELP_KEY, self._keys_of(screen)))

    def _keys_of(self, screen: WizardScreen[Any]) -> list[tuple[str, str]]:
        """The keys that mean something on `screen` and not everywhere, each with the id of what it does."""
        found: dict[str, tuple[str, str]] = {}
        for node, binding, enabled, _ in screen.active_bindings.values():
            here = node is not self and enabled and binding.id and self.say.has(f"key.{binding.id}")
            if here and binding.id and binding.action not in found:
                found[binding.action] = (self.get_key_display(binding), binding.id)
        return list(found.values())

    def action_leave(self) -> None:
        """Leave from anywhere; an open case stays open and is offered again."""
        self.keep_typed()
        self.exit(0)

    def word(self, key: str) -> str:
        """The words under `key` in the language of now."""
        return self.say(key)

    def word_with(self, key: str, **params: Parameter) -> str:
        """The same, with its places filled."""
        return self.say(key, **params)

    def client_words(self, language: str) -> Words:
        """The words in which the client is spoken to."""
        return words(language)


def _key(event: events.Event) -> str:
    return event.key if isinstance(event, events.Key) else ""
