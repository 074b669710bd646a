"""What Ctrl+P opens: acts of this screen, sections, clients and cases, found by typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar, TypeAlias

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.article import BY_KEY
from hexwizard.locale.words import Words
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.results import Found, Jump, NewCall, Reopen
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.breakpoints import BREAKPOINTS, HEIGHTS
from hexwizard.widgets.plain import plain
from hexwizard.widgets.too_small import TooSmall

MOST_CASES = 30
_NO_ACTS = frozenset({"palette", "help", "tick"})


_Entry: TypeAlias = "tuple[str, str, Callable[[], Any]]"
"""Name, what it is, and what choosing it does."""


class _Finder(Provider):
    """Entries with a name to match and a line that says what they are; both plain text."""

    @property
    def wizard_screen(self) -> WizardScreen[object]:
        assert isinstance(self.screen, WizardScreen)  # noqa: S101 - the palette opens over no other
        return self.screen

    @property
    def say(self) -> Words:
        return self.wizard_screen.say

    def entries(self) -> Iterator[_Entry]:
        """What can be found without asking the account file."""
        yield from ()

    async def discover(self) -> Hits:
        for name, kind, chosen in self.entries():
            yield DiscoveryHit(_shown(plain(name), kind), chosen, text=name)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, kind, chosen in self.entries():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, _shown(plain(name), kind), chosen, text=name)


def _shown(name: Content, kind: str) -> Content:
    return Content.assemble(name.stylize("bold"), "   ", plain(kind).stylize("$text-muted"))


class Acts(_Finder):
    """Whatever a key does here."""

    def entries(self) -> Iterator[_Entry]:
        seen = set()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if not enabled or not binding.id or binding.id in _NO_ACTS or binding.action in seen:
                continue
            key = f"key.{binding.id}"
            if not self.say.has(key):
                continue
            seen.add(binding.action)
            display = self.app.get_key_display(binding)
            press = partial(self.app.simulate_key, binding.key)
            yield self.say(key), self.say("palette.act", pressed=display), partial(self.app.call_after_refresh, press)


class Sections(_Finder):
    """The article's sections, during a call."""

    def entries(self) -> Iterator[_Entry]:
        screen = self.screen
        if isinstance(screen, SectionScreen):
            for key, mark in screen.call.marks().items():
                kind = self.say("palette.section", number=BY_KEY[key].number, mark=self.say(f"mark.{mark}"))
                yield self.say(f"section.{key}.title"), kind, partial(screen.dismiss, Jump(key))


class Cases(_Finder):
    """The open calls, and those that ended last."""

    async def startup(self) -> None:
        self._found: list[_Entry] = []
        if self.wizard_screen.FINDS and self.wizard_screen.wizard.actor is not None:
            self._found = await asyncio.to_thread(lambda: list(self._read()))

    def entries(self) -> Iterator[_Entry]:
        yield from self._found

    def _read(self) -> Iterator[_Entry]:
        wizard = self.wizard_screen.wizard
        try:
            cases = wizard.desk.cases.all()[:MOST_CASES]
            for case in cases:
                account = wizard.desk.clients.account(case.username) if case.username else None
                client = account.full_name if account else case.identifier or self.say("home.nobody")
                verdict = self.say(f"cause.{case.verdict}.title") if case.verdict else self.say("home.no-verdict")
                kind = self.say("palette.case", case=case.id, verdict=verdict)
                yield client, kind, partial(wizard.go_to, Reopen(case))
        except Problem:
            return


class Clients(_Finder):
    """The clients in the account file, for a new call."""

    async def search(self, query: str) -> Hits:
        screen = self.wizard_screen
        if not screen.FINDS or screen.wizard.actor is None:
            return
        try:
            accounts = await screen.at_work(lambda: screen.wizard.desk.clients.search(query))
        except Problem:
            return
        for rank, account in enumerate(accounts):
            kind = self.say("palette.client", username=account.username)
            wish = NewCall(Found(None, account.username))
            chosen = partial(screen.wizard.go_to, wish)
            yield Hit(0.6 - rank / 1000, _shown(plain(account.full_name), kind), chosen, text=account.full_name)


class Palette(CommandPalette):
    """Textual's own, with our finders and in the operator's language."""

    DEFAULT_CSS: ClassVar[str] = """
    Palette { background: $background 60%; }
    Palette > Vertical { width: 90%; max-width: 96; }
    Palette SearchIcon { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, over: WizardScreen[object], say: Words) -> None:
        super().__init__((Acts, Sections, Cases, Clients), placeholder=say("palette.placeholder"))
        self._over = over
        self._nothing = say("palette.nothing")

    def on_mount(self) -> None:
        self.mount(TooSmall(self._over.wizard.word_with))

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's, in words of ours."""
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, partial(self._tell_nothing, search_value))

    def _tell_nothing(self, searched: str) -> None:
        if searched:
            option = Option(plain(self._nothing), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(option)
        self._list_visible = bool(searched)
