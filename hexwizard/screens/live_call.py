"""A screen of a call keeps in step with the store: where one stands is written down, what others do is taken in."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.news import news_of
from hexwizard.diagnosis.briefing import Briefing
from hexwizard.locale.message import Message
from hexwizard.screens.base import WizardScreen
from hexwizard.stores.protocol import StoreUnusable

Result = TypeVar("Result")
SETTLING_SECONDS = 3
"""For so long after what to do has changed under the agent's hand, its number keys do nothing but say so."""
LATER_SECONDS = 0.2


class LiveCall(WizardScreen[Result], Generic[Result]):
    """What others did is told at once, and taken in where nothing is under way: never beneath a dialog or an act."""

    call: Call
    is_busy = False
    """Whether an act of this screen is under way."""
    is_settling = False
    _is_behind = False
    _is_looking = False
    _told: tuple[Message, ...] = ()

    def on_mount(self) -> None:
        self.keep_place()

    @work(group="place")
    async def keep_place(self) -> None:
        """Where the agent stands; a store that is away will have it with the next answer."""
        noted = self.call.case.notes
        try:
            overtaken = await self.at_work(self.call.keep_place)
        except StoreUnusable as problem:
            if not self.wizard.is_away:  # else a line says so already, and it is kept once the store is back
                self.explain(problem)
            return
        if overtaken is not None:
            self.notify(self.say.render(overtaken), severity="warning", timeout=10)
        if overtaken is not None or noted != self.call.case.notes:  # typed last on the screen before, and kept now
            self.show_words()

    def on_screen_resume(self) -> None:
        if self._is_behind:
            self.others_wrote()

    def others_wrote(self) -> None:
        self._is_behind = True
        if not self._is_looking and not self.is_over:
            self.catch_up()

    @work(group="news")
    async def catch_up(self) -> None:
        """Look until nothing new is left, or until what is new has to wait."""
        self._is_looking = True
        try:
            while self._is_behind:
                self._is_behind = False
                if not await self._take_in():
                    self._is_behind = True
                    break
        finally:
            self._is_looking = False

    async def _take_in(self) -> bool:
        """Show what others did, and say it; False where the agent is in the middle of something."""
        before = self.call.case
        try:
            news = await self.at_work(lambda: news_of(self.call))
        except Problem:
            return True  # told where something is asked of the store
        if news is None:
            return True
        if news.told != self._told:
            self._told = news.told
            for told in news.told:
                self.notify(self.say.render(told), timeout=10)
        if not self._may_change(before):
            if self.is_current:
                self.set_timer(LATER_SECONDS, self.others_wrote)
            return False
        choices = _choices(self.briefing())
        self.call.become(news.call)
        self.show_words()
        if choices != _choices(self.briefing()):
            self.is_settling = True
            self.set_timer(SETTLING_SECONDS, self._settled)
        return True

    def _may_change(self, before: Case) -> bool:
        """Whether nothing is under way that was begun on what is on the screen."""
        return self.is_current and not self.is_busy and self.wizard.hand.is_free and self.call.case is before

    def _settled(self) -> None:
        self.is_settling = False

    def briefing(self) -> Briefing:
        """What the screen tells of its section."""
        raise NotImplementedError


def _choices(briefing: Briefing) -> list[tuple[str, str, bool]]:
    return [(repair.id, repair.by, repair.allowed) for repair in briefing.repairs]
