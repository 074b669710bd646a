"""What the wizard does between two screens: it asks the store in a thread, and says so where that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from textual.screen import Screen

from hexwizard.accounts.problems import Problem
from hexwizard.screens.between import BetweenScreen
from hexwizard.terminal.patient_app import PatientApp

Value = TypeVar("Value")

NOTICED_SECONDS: Final = 0.3


class WentHome(Exception):
    """The agent did not wait for the call to open."""


class BetweenApp(PatientApp):
    """Where no screen is there to wait on, the one beneath all of them says what is waited for."""

    def get_default_screen(self) -> Screen[None]:
        """What lies beneath all screens."""
        return BetweenScreen(id="_default")

    async def opened(self, work: Callable[[], Value]) -> Value:
        """What opens a call. Raises `WentHome` where the agent does not wait for it; the work goes on all the same."""
        return await self.waited_for(work, "between.opening", "between.home")

    async def waited_for(self, work: Callable[[], Value], words: str, way_back: str = "") -> Value:
        """Do between two screens, in a thread, what reaches the store. Where that takes long, `words` say so."""
        doing = asyncio.ensure_future(self.hand.do(work))
        with self.batch_update():  # an empty screen that flashes up is no comfort
            await asyncio.wait((doing,), timeout=NOTICED_SECONDS)
        beneath = self.screen_stack[0]
        if not doing.done() and isinstance(beneath, BetweenScreen):
            beneath.tell(self.say(words), self.say(way_back) if way_back else "")
            await _either(doing, beneath.left)
            beneath.tell("")
            if not doing.done():
                self.forget_typed()  # it was for the screen that was waited for
                doing.add_done_callback(self._came_to)
                raise WentHome
        return await doing

    def _came_to(self, doing: asyncio.Future[Value]) -> None:
        """What nobody waited for has ended: a case that was made stands at home, what went wrong is told."""
        error = None if doing.cancelled() else doing.exception()
        if isinstance(error, Problem):
            self.tell(error)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def tell(self, problem: Problem) -> None:
        """What went wrong between two screens."""
        self.notify(self.say.render(problem.message), severity="error", markup=False, timeout=10)


async def _either(doing: asyncio.Future[Value], left: asyncio.Event) -> None:
    """Until it is done, or nobody waits for it any longer."""
    leaving = asyncio.ensure_future(left.wait())
    try:
        await asyncio.wait((doing, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
