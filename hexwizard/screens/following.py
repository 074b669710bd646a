"""A screen that shows what others do meanwhile: it looks at the store now and then, and loads anew what changed."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.screens.outside import OutsideScreen

Result = TypeVar("Result")
FOLLOW_SECONDS = 2


class FollowingScreen(OutsideScreen[Result], Generic[Result]):
    """A subclass says in `load` what is to be read; it is called when the screen opens and whenever others wrote."""

    _seen_generation = -1

    def on_mount(self) -> None:
        self.set_interval(FOLLOW_SECONDS, self.follow, name="follow")
        self.load()

    def on_screen_resume(self) -> None:
        """Back from the help, or from nowhere: the desk may have moved on."""
        self.load()

    def load(self) -> object:
        """Read what is shown, in a worker."""
        raise NotImplementedError

    @work(exclusive=True, group="follow")
    async def follow(self) -> None:
        try:
            generation = await self.at_work(lambda: self.wizard.desk.services.store.reader().generation)
        except Problem:
            return  # told where something is asked of the store
        if generation != self._seen_generation:
            self._seen_generation = generation
            self.load()
