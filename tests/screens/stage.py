"""A wizard that shows one screen and remembers how it ended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual import events, work
from textual.pilot import Pilot

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.locale.message import Parameter
from hexwizard.screens.base import WizardScreen
from tests.widgets.seeing import seen

UNFINISHED = object()


class Stage(HexwizardApp):
    """Instead of a session: one screen."""

    def __init__(self, desk: Desk, screen: WizardScreen[Any], actor: Actor | None, language: str) -> None:
        super().__init__(desk, language=language, actor=actor)
        self._shown = screen
        self.ended: object = UNFINISHED

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        self.ended = await self.push_screen_wait(self._shown)


class Play:
    """`press`, `types`, then look at what is `seen` or how it `ended`."""

    def __init__(self, app: Stage, pilot: Pilot[int | str]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Until no worker of the screen is at work any more."""
        await self.pilot.pause()
        while self.app.is_following:
            await self.pilot.pause()
        at_work = [one for one in self.app.workers if one.group != "session"]
        if at_work:
            await self.app.workers.wait_for_complete(at_work)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def types(self, text: str) -> None:
        """Put `text` where the cursor is, as a paste does: a key at a time takes too long."""
        focused = self.app.focused
        assert focused is not None
        focused.post_message(events.Paste(text))
        await self.settle()

    async def clicks(self, selector: str, offset: tuple[int, int] = (2, 0)) -> None:
        await self.pilot.click(selector, offset=offset)
        await self.settle()

    @property
    def seen(self) -> str:
        return seen(self.app)

    def sees(self, key: str, **params: Parameter) -> bool:
        """Whether the words of `key` stand on the screen, wherever they wrap."""
        return _joined(self.app.say(key, **params)) in _joined(self.seen)

    @property
    def ended(self) -> object:
        return self.app.ended


def _joined(text: str) -> str:
    return "".join(text.split())


@asynccontextmanager
async def playing(
    desk: Desk,
    screen: WizardScreen[Any],
    actor: Actor | None = None,
    *,
    language: str = "fr",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Play]:
    app = Stage(desk, screen, actor, language)
    async with app.run_test(size=size, notifications=True) as pilot:
        play = Play(app, pilot)
        await play.settle()
        yield play
