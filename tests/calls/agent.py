"""An agent at the keyboard: a test of a whole call reads like the call that it plays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from textual.worker import Worker

from hexwizard.app import HexwizardApp
from hexwizard.desk.desk import Desk
from hexwizard.stores.protocol import Sign
from hexwizard.widgets.secret_box import SecretBox
from tests.desks import PASSWORD, demo_desk
from tests.widgets.seeing import seen


class Agent:
    """Presses keys and looks at the screen. `pressed` is every key from « new call » on, typed text left out."""

    def __init__(self, app: HexwizardApp, pilot: Pilot[int | str], desk: Desk) -> None:
        self.app = app
        self.desk = desk
        self.pressed: list[str] = []
        self._pilot = pilot

    @property
    def keys(self) -> int:
        return len(self.pressed)

    async def types(self, text: str) -> None:
        """A text into the field where the cursor is, all at once: a key at a time takes a third of a call."""
        if isinstance(self.app.focused, (Input, TextArea)):
            self.app.focused.post_message(events.Paste(text))
        else:
            await self.presses_each(text)
        await self.waits()

    async def presses_each(self, text: str) -> None:
        """Key by key, as fingers do."""
        await self._pilot.press(*(_KEY_NAMES.get(character, character) for character in text))
        await self.waits()

    async def presses(self, *keys: str) -> None:
        for key in keys:
            await self._pilot.press(key)
            self.pressed.append(key)
            await self.waits()

    async def presses_at_once(self, key: str) -> None:
        """Without waiting for what it does in the background."""
        await self._pilot.press(key)

    async def waits(self) -> None:
        """Until nothing in the background is left to be done: a question on the screen waits for the agent."""
        for _ in range(5000):
            await self._pilot.pause()
            at_work = any(worker.is_running and self._is_awaited(worker) for worker in self.app.workers)
            if not at_work and not self.app.is_following:
                await self._pilot.pause()
                return
        raise AssertionError("something in the background never ends")

    async def waits_for(self, text: str) -> None:
        """Until `text` is on the screen, where only the session itself leads there."""
        for _ in range(500):
            if text in self.shown():
                return
            await self.waits()
        self.sees(text)

    def _is_awaited(self, worker: Worker[object]) -> bool:
        asks = worker.group in ("repair", "form", "ask") and worker.node is not self.app.screen
        sleeps = self.app.is_locked and worker.node not in (self.app, self.app.screen)
        return worker.group not in ("session", "clipboard") and not asks and not sleeps

    def shown(self) -> str:
        """The text on the screen."""
        return seen(self.app)

    def sees(self, *texts: str) -> None:
        shown = " ".join(seen(self.app).split())
        for text in texts:
            assert " ".join(text.split()) in shown, f"« {text} » is not on the screen:\n{seen(self.app)}"

    def does_not_see(self, *texts: str) -> None:
        shown = seen(self.app)
        for text in texts:
            assert text not in shown, f"« {text} » is on the screen:\n{shown}"

    async def signs_in(self, name: str, password: str = PASSWORD) -> None:
        await self.types(name)
        await self.presses("enter")
        await self.types(password)
        await self.presses("enter")

    async def moves_the_mouse(self) -> None:
        """As the terminal tells it: the pilot's own way leaves out the wizard."""
        self.app.post_message(events.MouseMove(None, 10, 10, 1, 0, 0, False, False, False, screen_x=10, screen_y=10))
        await self.waits()

    async def hears(self, sign: Sign = Sign.CHANGED) -> None:
        """What the watcher tells within a moment, it tells now."""
        self.app.heed(sign)
        await self.waits()

    async def clicks_on(self, text: str) -> None:
        """The first place where `text` stands."""
        line = next(at for at, shown in enumerate(seen(self.app).splitlines()) if text in shown)
        column = seen(self.app).splitlines()[line].index(text)
        await self._pilot.click(offset=(column + 1, line))
        await self.waits()

    def secret(self) -> str:
        """The temporary password in the box, shown or not."""
        held = self.app.screen.query_one(SecretBox)._held
        assert held is not None
        return held.text

    def screen(self) -> str:
        return type(self.app.screen).__name__

    async def takes_the_call(self, identifier: str, message: str) -> None:
        """From the ringing phone to the first screen that matters; `message` is i, d or a."""
        self.pressed.clear()
        await self.presses("n")
        await self.types(identifier)
        await self.presses("enter", message)

    async def ends_the_call(self) -> str:
        """It works: the ticket is copied and the question answered. Gives back what was copied."""
        await self.presses("o", "c")
        copied = self.app.clipboard
        self.counted = self.keys
        await self.presses("o")
        return copied


_KEY_NAMES = {
    "@": "at", ".": "full_stop", "_": "underscore", "-": "minus", " ": "space", ",": "comma", "'": "apostrophe",
}  # fmt: skip


@asynccontextmanager
async def signed_in(folder: Path, name: str = "nadia", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Agent]:
    """An agent who has just signed in, in French, at 80×24."""
    with demo_desk(folder) as desk:
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=size, notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            await agent.signs_in(name)
            yield agent
