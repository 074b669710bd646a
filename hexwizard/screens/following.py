"""A screen that shows what others do meanwhile: it loads anew whenever somebody wrote."""

from __future__ import annotations

from typing import Generic, TypeVar

from hexwizard.screens.outside import OutsideScreen

Result = TypeVar("Result")


class FollowingScreen(OutsideScreen[Result], Generic[Result]):
    """A subclass says in `load` what is to be read; it is called when the screen opens and whenever others wrote."""

    def on_mount(self) -> None:
        self.load()

    def on_screen_resume(self) -> None:
        """Back from the help, or from nowhere: the desk may have moved on."""
        self.load()

    def load(self) -> object:
        """Read what is shown, in a worker."""
        raise NotImplementedError

    def others_wrote(self) -> None:
        self.load()
