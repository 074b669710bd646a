"""The wizard: its looks, its language, and what goes on behind every screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events, work
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.desk.clock import system_clock
from hexwizard.desk.theme_name import ThemeName
from hexwizard.locale.message import Parameter
from hexwizard.locale.words import LANGUAGES, Words, words
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.remembered import RememberedTheme
from hexwizard.terminal.session_app import SessionApp
from hexwizard.theme import has_few_colours, register_themes, wear
from hexwizard.widgets.breakpoints import TINY
from hexwizard.widgets.secret_box import SecretBox

if TYPE_CHECKING:
    from hexwizard.desk.desk import Desk
    from hexwizard.desk.mailing.postman import Postman
    from hexwizard.desk.waiting_call import WaitingCall
    from hexwizard.terminal.quiet_collector import QuietCollector

_FOLDER: Final = Path(__file__).parent
TENDING_SECONDS = 60


class HexwizardApp(SessionApp):
    """What a screen shows is the screen's, what is true the desk's."""

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
        collector: QuietCollector | None = None,
    ) -> None:
        """`desk` may be one that is opened behind the first screen.

        `theme` is what the configuration asks for; `remembered` is where the colours are kept between two runs; None
        keeps nothing. `waiting` are on the line. Python's search for garbage is put off by `collector`.
        """
        if isinstance(desk, LateDesk):
            late, clock = desk, system_clock
        else:
            late, clock = LateDesk.opened(desk), desk.services.clock
            theme = theme or desk.services.settings.theme
        super().__init__(late, clock, actor=actor, demo=demo, waiting=waiting)
        self.say = words(language)
        self._postman: Postman | None = None
        self._collector = collector
        self._remembered = remembered
        self._theme_name = (remembered.recall() if remembered else None) or theme or ThemeName.DARK
        register_themes(self, self._theme_name)

    def on_mount(self) -> None:
        if self._collector is not None:
            self._collector.watch(self)
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
        is_nobody_known = self.late.is_open and self.is_nobody_known()
        with suppress(RuntimeError):  # the wizard has ended meanwhile
            self.call_later(self._desk_opened, is_nobody_known)

    def _desk_opened(self, is_nobody_known: bool) -> None:
        """The desk is there, or never will be: then whoever opened the wizard says why."""
        if not self.late.is_open:
            self.exit(return_code=1)
            return
        if self.actor is not None:
            self.actor = self.actor  # from now on with the rules that the configuration sets
        elif is_nobody_known:
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
            self.tell(problem)

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
        if isinstance(self.screen, WizardScreen) and not self.is_locked:
            self.push_screen(routes.palette(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done that cannot be seen; there is something to clear only while a secret is held."""
        screen = self.screen
        if screen.has_class(TINY) and action != "leave":
            return False
        if action == "command_palette" and isinstance(screen, WizardScreen) and screen.IS_HELP:
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
        if self._collector is not None and isinstance(event, events.Key):
            self._collector.wait_longer()
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

    async def action_leave(self) -> None:
        """Leave from anywhere; an open case stays open and is offered again."""
        await self.keep_typed()
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
