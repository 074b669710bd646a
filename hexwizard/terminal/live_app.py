"""What others do shows by itself, and a store that went away is said until it is back."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.message import Message

from hexwizard.accounts.problems import Problem
from hexwizard.desk.watcher import Watcher
from hexwizard.screens.base import WizardScreen
from hexwizard.stores.protocol import Sign
from hexwizard.terminal.guarded_app import GuardedApp


class Heard(Message):
    """What the watcher's thread has to tell."""

    def __init__(self, sign: Sign) -> None:
        super().__init__()
        self.sign = sign


class LiveApp(GuardedApp):
    """No screen asks the store now and then: it is told when there is something to look at."""

    _watcher: Watcher | None = None

    def on_mount(self) -> None:
        self.late.when_done(self._begin_to_watch)

    def _begin_to_watch(self) -> None:
        """From whatever thread has opened the desk."""
        if self.late.is_open and self.is_running:
            self._watcher = Watcher(self.desk.services.store, self._overheard, self.desk.clients.get_ready)
            self._watcher.start()

    def on_unmount(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()

    def _overheard(self, sign: Sign) -> None:
        self.post_message(Heard(sign))

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        self.heed(event.sign)

    def heed(self, sign: Sign) -> None:
        """The store went away, is back, or holds something new."""
        is_away = sign is Sign.AWAY
        if is_away is not self.is_away:
            self.is_away = is_away
            for screen in self._screens():
                screen.show_outage()
            if not is_away:
                self._back_again()
        if sign is Sign.CHANGED:
            self.watch_standing()
            for screen in self._screens():
                screen.others_wrote()

    def _back_again(self) -> None:
        if not self.is_locked:
            self.notify(self.say("outage.over"), timeout=5)
        self.keep_answers()

    @work(exclusive=True, group="keep")
    async def keep_answers(self) -> None:
        """What was answered while the store was away."""
        call, screen = self.call, self.screen
        if call is None or call.is_kept or not isinstance(screen, WizardScreen):
            return
        try:
            await screen.at_work(call.keep)
        except Problem as problem:
            self.notify(self.say.render(problem.message), severity="warning", timeout=10)

    def _screens(self) -> list[WizardScreen[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, WizardScreen)]
