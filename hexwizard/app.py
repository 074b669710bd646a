"""The wizard: who sits here, which screen comes next. What a screen shows is the screen's, what is true the desk's."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType

from hexwizard.desk.actor import Actor
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.desk.settings import ThemeName
from hexwizard.locale.message import Parameter
from hexwizard.locale.words import LANGUAGES, Words, words
from hexwizard.remembered import RememberedTheme
from hexwizard.safe_app import SafeApp
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.palette import Palette
from hexwizard.screens.results import (
    Found,
    HomeResult,
    ImportFiles,
    Leave,
    NewCall,
    OpenDemo,
    Quit,
    Reopen,
    SignedIn,
    SignOut,
)
from hexwizard.theme import register_themes, textual_name
from hexwizard.widgets.breakpoints import TINY
from hexwizard.widgets.secret_box import SecretBox

DEMO = "demo"


class HexwizardApp(SafeApp[int | str]):
    """One worker runs the whole session: a screen is pushed, ends with one result, and the result says what follows."""

    TITLE = "hexwizard"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help", priority=True),
        Binding("ctrl+p", "command_palette", "Find", id="palette", priority=True),
        Binding("f2", "language", "Language", id="language", priority=True),
        Binding("f3", "theme", "Colours", id="theme", priority=True),
        Binding("z", "panic", "Clear", id="clear"),
        Binding("ctrl+q", "leave", "Quit", id="quit", show=False, priority=True),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        language: str,
        actor: Actor | None = None,
        demo: bool = False,
        remembered: RememberedTheme | None = None,
    ) -> None:
        """`remembered` is where the colours are kept between two runs; None keeps nothing."""
        super().__init__(desk.services.clock)
        self.desk = desk
        self.actor = actor
        self.demo = demo
        self.say = words(language)
        self._remembered = remembered
        self._wish: NewCall | Reopen | None = None
        self._theme_name = (remembered.recall() if remembered else None) or desk.services.settings.theme

    def on_mount(self) -> None:
        register_themes(self, self._theme_name)
        self.run_session()

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        """From the first screen to the last."""
        while True:
            if self.actor is None and not await self._sign_in():
                return
            chosen: HomeResult | None = self._take_wish()
            if chosen is None:
                chosen = await self.push_screen_wait(routes.home())
            match chosen:
                case NewCall(found):
                    await self._new_call(found)
                case Reopen(case):
                    await self._take(case)
                case ImportFiles():
                    await self.push_screen_wait(routes.import_files())
                case SignOut() if not self.demo:
                    self.actor = None
                case Quit() | SignOut():
                    self.exit(0)
                    return

    async def _sign_in(self) -> bool:
        """An operator signed in, through the first run where there is none yet; False when the wizard ends here."""
        while self.actor is None:
            first = not self.desk.operators.exist()
            ended = await self.push_screen_wait(routes.first_run() if first else routes.sign_in())
            match ended:
                case SignedIn(actor):
                    self.actor = actor
                case OpenDemo():
                    self.exit(DEMO)
                    return False
                case ImportFiles():
                    await self.push_screen_wait(routes.import_files())
                case _:
                    self.exit(0)
                    return False
        return True

    def _take_wish(self) -> NewCall | Reopen | None:
        wish, self._wish = self._wish, None
        return wish

    async def _new_call(self, known: Found | None) -> None:
        found: Found | Leave | None = known
        if found is None:
            found = await self.push_screen_wait(routes.find_client())
        if not isinstance(found, Found) or self.actor is None:
            return
        draft = self.desk.cases.draft(self.actor)
        case = self.desk.cases.open(self.actor, routes.with_found(draft, found))
        await self._take(case)

    async def _take(self, case: Case) -> None:
        """One call, screen by screen, until it ends or is left open."""
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        call = Call(self.desk, self.actor, case)
        route = routes.Route(call)
        while route.screen is not None:
            route.follow(await self.push_screen_wait(route.open()))

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
        names = list(ThemeName)
        self._theme_name = names[(names.index(self._theme_name) + 1) % len(names)]
        self.theme = textual_name(self._theme_name)
        if self._remembered is not None and not self.demo:
            self._remembered.keep(self._theme_name)
        self.notify(self.say(f"theme.{self._theme_name}"), timeout=2)

    def action_command_palette(self) -> None:
        """Find an act of this screen, a section, a client, a case."""
        if isinstance(self.screen, WizardScreen) and not self.screen.IS_HELP:
            self.push_screen(Palette(self.screen, self.say))

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
            self.push_screen(routes.help_screen(screen.HELP_KEY))

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
