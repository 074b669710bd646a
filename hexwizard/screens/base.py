"""What every screen of the wizard is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import NoLongerOperator
from hexwizard.locale.words import Words
from hexwizard.widgets.breakpoints import BREAKPOINTS, HEIGHTS, reached
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.outage import Outage
from hexwizard.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from hexwizard.screens.wizard import Wizard

Result = TypeVar("Result")
Value = TypeVar("Value")


class WizardScreen(Screen[Result], Generic[Result]):
    """A screen with its words and its help.

    `show_words` puts every label into the operator's language; it is called when the screen opens and again when the
    language changes, and never touches what was typed.
    """

    HELP_KEY: ClassVar[str] = ""
    IS_HELP: ClassVar[bool] = False
    FINDS: ClassVar[bool] = False
    """Whether the palette may name clients and cases here: never before somebody has signed in."""
    _has_been_seen = False
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS

    @property
    def wizard(self) -> Wizard:
        return cast("Wizard", self.app)

    @property
    def say(self) -> Words:
        return self.wizard.say

    async def mount_composed_widgets(self, widgets: list[Widget]) -> None:
        """All parts at once, in the styles of the size at hand: each part or class that came later would have all of
        them styled and laid out once more before the agent sees the screen.
        """
        width, height = self.app.size
        self.add_class(*reached(width, self.HORIZONTAL_BREAKPOINTS), *reached(height, self.VERTICAL_BREAKPOINTS))
        outage = Outage(self.wizard.word_with, is_away=self.wizard.is_away)
        await super().mount_composed_widgets([*widgets, outage, TooSmall(self.wizard.word_with)])

    @on(events.ScreenResume)
    def _open_or_come_back(self, event: events.ScreenResume) -> None:
        """One that opens has just been styled; only one that comes back can have missed other colours."""
        event.refresh_styles = self._has_been_seen
        self._has_been_seen = True

    def on_mount(self) -> None:
        if not self.is_over:  # an Escape typed quickly ends a screen before it has opened
            self.show_words()
            for bar in self.query(KeyBar):
                bar.renew()  # so that all is laid out with its lines at once
        self.wizard.picture.let_go()

    def on_screen_suspend(self) -> None:
        self._draw_keys()

    def on_screen_resume(self) -> None:
        self._draw_keys()

    def _draw_keys(self) -> None:
        """The foot names keys only while they do something: not beneath a question, the explanation or the palette."""
        for bar in self.query(KeyBar):
            bar.refresh()

    def show_words(self) -> None:
        """Put every label into the operator's language."""

    def change_language(self) -> object:
        """The operator's language is another now."""
        self.show_words()
        return None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """End with `result`. A key that comes after the screen has ended, as in quick typing, ends nothing else."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        while isinstance(over := self.app.screen, WizardScreen) and over.IS_HELP and over is not self:
            self.app.pop_screen()
        if not self.is_current:
            return AwaitComplete()
        self.keep_soon()
        if len(self.app.screen_stack) == 2:
            self.wizard.picture.hold(self)
        for part in self.query("*"):
            part.refresh()  # forgets what it painted, which Textual holds on to long after the part has gone (#6665)
        try:
            return super().dismiss(result)
        except asyncio.InvalidStateError:  # the wizard is on its way out: nobody waits for an answer any more
            return AwaitComplete()

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Nothing where a part was just taken away and still stands on the screen: Textual fails on a click there."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget is not None and not widget.is_attached else (widget, offset)

    def show_outage(self) -> None:
        """The store went away, or is back."""
        for line in self.query(Outage):
            line.show(is_away=self.wizard.is_away)

    def others_wrote(self) -> None:
        """Something was committed; screens that show what others do look at it. What is typed stays as it is."""

    def keep_soon(self) -> None:
        """The agent goes on: have what stands in a field and is not kept yet kept in the background."""

    def keep_typed(self) -> None:
        """The wizard is about to end: keep what stands in a field and is not kept yet."""

    def explain(self, problem: Problem) -> None:
        """Tell the operator what is wrong; screens with a place for it beside the field override this."""
        self.notify(self.say.render(problem.message), severity="error", timeout=10)

    async def at_work(self, work: Callable[[], Value]) -> Value:
        """Run `work` in a thread, so that the screen never freezes; its errors are raised here.

        One thing at a time, in the order in which it was begun, since a call is not made for two threads. Nothing goes
        on while the wizard is locked, nor on a screen that was left meanwhile, nor for an operator who no
        longer is one: they are shown the door.
        """
        try:
            done = await self.wizard.hand.do(work)
        except NoLongerOperator as gone:
            self.wizard.turn_away(gone)
            raise asyncio.CancelledError from None
        finally:
            await self.wizard.until_unlocked()
        if self.is_over:
            raise asyncio.CancelledError
        return done

    @property
    def is_over(self) -> bool:
        """Whether the agent has left this screen or the wizard meanwhile: there is nothing left to show on it."""
        return not self.app.is_running or self not in self.app.screen_stack
