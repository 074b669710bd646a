"""What Ctrl+P opens: acts of this screen, sections, calls and clients, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.article import BY_KEY
from hexwizard.locale.words import Words
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.columns import cell
from hexwizard.screens.results import Found, Jump, NewCall, Reopen
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.breakpoints import BREAKPOINTS, HEIGHTS
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import ShownPlain
from hexwizard.widgets.too_small import TooSmall

MOST_CASES: Final = 30
NAME_CELLS: Final = 44
_NO_ACTS: Final = frozenset({"palette", "help", "tick"})
_CLIENT_SCORE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: its name, what it is, and what choosing it does."""

    name: str
    kind: str
    chosen: Callable[[], Any]

    is_key: bool = False
    """Whether `kind` is the key that does the same."""

    def shown(self) -> Content:
        style = "not bold $primary" if self.is_key else "not bold $text-muted"
        return cell(self.name, NAME_CELLS).stylize("bold") + plain(self.kind).stylize(style)


class Everything(Provider):
    """Acts first, then sections, then calls; clients are asked of the account file once something is typed."""

    _cases: tuple[Entry, ...] = ()

    async def startup(self) -> None:
        if self._may_name():
            self._cases = await self._over.at_work(lambda: tuple(self._read_cases()))

    async def discover(self) -> Hits:
        for entry in (*self._acts(), *self._sections(), *self._cases):
            yield DiscoveryHit(entry.shown(), entry.chosen, text=entry.name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for entry in (*self._acts(), *self._sections(), *self._cases):
            score = matcher.match(entry.name)
            if score > 0:
                yield Hit(score, entry.shown(), entry.chosen, text=entry.name)
        if self._may_name():
            found = await self._over.at_work(lambda: tuple(self._read_clients(query)))
            for rank, entry in enumerate(found):
                yield Hit(_CLIENT_SCORE - rank / 1000, entry.shown(), entry.chosen, text=entry.name)

    @property
    def _over(self) -> WizardScreen[object]:
        assert isinstance(self.screen, WizardScreen)  # noqa: S101 - the palette opens over no other
        return self.screen

    @property
    def _say(self) -> Words:
        return self._over.say

    def _may_name(self) -> bool:
        """Clients and cases are for those who have signed in, where a call may begin."""
        return self._over.FINDS and self._over.wizard.actor is not None

    def _acts(self) -> Iterator[Entry]:
        seen: set[str] = set()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            named = binding.id is not None and self._say.has(f"key.{binding.id}")
            if not (enabled and named) or binding.id in _NO_ACTS or binding.action in seen:
                continue
            seen.add(binding.action)
            press = partial(self.app.simulate_key, binding.key)
            done = partial(self.app.call_after_refresh, press)
            yield Entry(self._say(f"key.{binding.id}"), self.app.get_key_display(binding), done, is_key=True)

    def _sections(self) -> Iterator[Entry]:
        screen = self.screen
        if isinstance(screen, SectionScreen):
            for key, mark in screen.call.marks().items():
                kind = self._say("palette.section", number=BY_KEY[key].number, mark=self._say(f"mark.{mark}"))
                yield Entry(self._say(f"section.{key}.title"), kind, partial(screen.dismiss, Jump(key)))

    def _read_cases(self) -> Iterator[Entry]:
        wizard, say = self._over.wizard, self._say
        try:
            for case in wizard.desk.cases.all()[:MOST_CASES]:
                account = wizard.desk.clients.account(case.username) if case.username else None
                client = account.full_name if account else case.identifier or say("home.nobody")
                verdict = say(f"cause.{case.verdict}.title") if case.verdict else say("home.no-verdict")
                kind = say("palette.case", case=case.id, verdict=verdict)
                yield Entry(client, kind, partial(wizard.go_to, Reopen(case)))
        except Problem:
            return  # a store that cannot be read is told where something is asked of it

    def _read_clients(self, query: str) -> Iterator[Entry]:
        wizard = self._over.wizard
        try:
            for account in wizard.desk.clients.search(query):
                kind = self._say("palette.client", username=account.username)
                wish = NewCall(Found(None, account.username))
                yield Entry(account.full_name, kind, partial(wizard.go_to, wish))
        except Problem:
            return


class PaletteInput(CommandInput, ShownPlain):
    """What is pasted into it is drawn as everywhere. Textual finds it by its first base."""


class Palette(CommandPalette):
    """Textual's own, with our finder and in the operator's language."""

    DEFAULT_CSS: ClassVar[str] = """
    Palette { background: $background 60%; }
    Palette > Vertical { width: 90%; max-width: 96; }
    Palette SearchIcon { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, over: WizardScreen[Any]) -> None:
        super().__init__((Everything,), placeholder=over.say("palette.placeholder"))
        self._over = over

    def compose(self) -> ComposeResult:
        """As Textual's, with an input of ours."""
        for widget in super().compose():
            if isinstance(widget, CommandInput):
                yield PaletteInput(placeholder=widget.placeholder, select_on_focus=False)
            else:
                yield widget

    def on_mount(self) -> None:
        self.mount(TooSmall(self._over.wizard.word_with))

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # a page of a list that is not laid out yet
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's, in words of ours."""
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, partial(self._tell_nothing, search_value))

    def _tell_nothing(self, searched: str) -> None:
        if searched:
            option = Option(plain(self._over.say("palette.nothing")), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(option)
        self._list_visible = bool(searched)
