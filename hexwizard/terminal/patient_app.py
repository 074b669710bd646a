"""Keys that come faster than the wizard follows wait their turn: each is for the screen that it was typed for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Final

from textual import events, on
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.desk.clock import Clock, system_clock
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.between import BetweenScreen
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.reminding_app import RemindingApp
from hexwizard.widgets.do_pane import DoPane

MOST_TURNS: Final = 1000
"""How often the event loop may go round before a screen has opened."""
MOST_LOOKS: Final = 400
LOOK_SECONDS: Final = 0.005
"""How often, and how far apart, it is looked whether what the key before began is over: two seconds in all."""
QUICK_LOOKS: Final = 50
"""So many looks go by without a pause; a key is mostly through before."""
_ACTING: Final = frozenset({"repair", "answer", "ask", "form", "take", "open", "close", "act", "phone", "secret"})
"""Workers that a key begins and that end on another screen, or with this one changed."""

Typed = events.Key | events.Paste


class PatientApp(RemindingApp):
    """One key at a time: the next is not dealt with before the one before has led where it leads."""

    class Landed(Message):
        """Sent after a key on the same way; when it arrives, whatever the key was for has been asked."""

        def __init__(self, arrived: asyncio.Event) -> None:
            super().__init__()
            self.arrived = arrived

    def __init__(self, late: LateDesk, clock: Clock = system_clock) -> None:
        super().__init__(late, clock)
        self._typed: deque[Typed] = deque()
        self._feeding: asyncio.Task[None] | None = None

    @property
    def is_following(self) -> bool:
        """Whether a key has not yet led where it leads."""
        return self._feeding is not None

    async def on_event(self, event: events.Event) -> None:
        """No key reaches a screen that has not opened yet; it waits for it."""
        if not isinstance(event, events.InputEvent) or event.is_forwarded or self._goes_first(event):
            await super().on_event(event)
        elif not isinstance(event, Typed):
            await self._until_open()
            await super().on_event(event)
        elif self._feeding is None and self._is_ready():
            target = self.focused or self.screen
            if not _only_writes(event, target):  # what comes after a letter stands behind it in the same queue
                self._feeding = asyncio.create_task(self._feed(target))
            await super().on_event(event)
        else:
            self._typed.append(event)
            if self._feeding is None:
                self._feeding = asyncio.create_task(self._feed(None))

    def on_unmount(self) -> None:
        if self._feeding is not None:
            self._feeding.cancel()

    @on(Landed)
    def _has_landed(self, event: Landed) -> None:
        event.arrived.set()

    async def _feed(self, target: MessagePump | None) -> None:
        """See the key that went to `target` through, then one after the other those that came meanwhile."""
        try:
            await self._followed(target)
            while self._typed and self.is_running:
                event = self._typed.popleft()
                target = self.focused or self.screen
                await super().on_event(event)
                if not (self._typed and _only_writes(event, target)):
                    await self._followed(target)
        finally:
            self._feeding = None

    async def _followed(self, target: MessagePump | None) -> None:
        """Until the key has led where it leads: past its widget, past what it chose, and to the screen that opens."""
        if target is not None:
            await self._passed((target,))
            await self._passed((self.focused or self.screen, *self.screen.query(DoPane)))
        for _ in range(MOST_LOOKS):
            if self._is_ready():
                break
            await asyncio.sleep(LOOK_SECONDS)
        await self._passed((self.screen,))

    async def _passed(self, ways: Iterable[MessagePump]) -> None:
        """Until all that was sent on these ways before has been dealt with."""
        waited = [(way, asyncio.Event()) for way in ways]
        for way, arrived in waited:
            way.post_message(self.Landed(arrived))
        for way, arrived in waited:
            for look in range(MOST_LOOKS):
                if arrived.is_set() or _is_gone(way):
                    break
                await asyncio.sleep(0 if look < QUICK_LOOKS else LOOK_SECONDS)

    def forget_typed(self) -> None:
        """The screen that the keys were typed for does not come."""
        self._typed.clear()

    def _goes_first(self, event: events.Event) -> bool:
        """Whether the key ends all, or the waiting for what the others were typed for."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        waits = isinstance(screen, BetweenScreen) and screen.leads_back
        return isinstance(event, events.Key) and (event.key == "ctrl+q" or (waits and event.key == "escape"))

    def _is_ready(self) -> bool:
        """Whether a screen is there, with all that it is made of, and nothing is under way on it."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if screen is None or not screen.is_mounted:
            return False
        if not isinstance(screen, (WizardScreen, ModalScreen)):
            return not any(worker.group == "session" and worker.is_running for worker in self.workers)
        return not any(
            worker.node is screen and worker.group in _ACTING and worker.is_running for worker in self.workers
        )

    async def _until_open(self) -> None:
        """Until the screen on top has all that it is made of; a click would find nothing there."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        for _ in range(MOST_TURNS):
            if screen is None or screen.is_mounted or screen is not self.screen:
                return
            await asyncio.sleep(0)


def _is_gone(way: MessagePump) -> bool:
    """Whether nothing sent that way arrives any more."""
    return not way.is_running or (isinstance(way, Widget) and not way.is_attached)


def _only_writes(event: Typed, target: object) -> bool:
    """Whether it is a letter for a field, which leads nowhere else."""
    return isinstance(target, Input) and (isinstance(event, events.Paste) or event.is_printable)
