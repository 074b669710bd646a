"""What guards an unattended wizard: the lock, the password asked again, the door for who is no operator any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.desk.session import Session
from hexwizard.desk.session_rules import SessionRules
from hexwizard.screens import routes
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.safe_app import SafeApp
from hexwizard.widgets.secret_box import SecretBox

if TYPE_CHECKING:
    from hexwizard.desk.call import Call
    from hexwizard.desk.desk import Desk
    from hexwizard.screens.lock import LockResult

WATCH_SECONDS = 1


class GuardedApp(SafeApp[int | str]):
    """Every key and every move of the mouse passes here first; while locked, nothing beneath the lock goes on."""

    demo: bool
    call: Call | None = None
    """The call that is on, whose acts are done by whoever sits here now."""
    notice: Problem | None = None
    """Why the operator has to sign in again, for the sign-in to say."""
    session: Session | None = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", "Lock", id="lock", show=False, priority=True),
    ]

    def __init__(self, late: LateDesk, clock: Clock = system_clock) -> None:
        super().__init__(clock)
        self.late = late
        self._clock = clock
        self._open = asyncio.Event()
        self._open.set()

    @property
    def desk(self) -> Desk:
        """The desk, once it is open; whoever asks before waits for it, and so asks in a thread."""
        return self.late.desk

    @property
    def actor(self) -> Actor | None:
        """Who sits here; None while nobody has signed in."""
        return self.session.actor if self.session is not None else None

    @actor.setter
    def actor(self, actor: Actor | None) -> None:
        rules = self.desk.services.settings.session if self.late.is_open else SessionRules()
        self.session = None if actor is None else Session(actor, self._clock, rules, locks=not self.demo)

    def on_mount(self) -> None:
        self.set_interval(WATCH_SECONDS, self.watch_session, name="watch-session")

    # The lock

    @property
    def is_locked(self) -> bool:
        """Whether the lock covers everything."""
        return not self._open.is_set()

    async def until_unlocked(self) -> None:
        """Where work in the background has come back: nothing may show while the wizard is locked."""
        await self._open.wait()

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:  # noqa: ANN401
        """As Textual's, but never on top of the lock: what is pushed meanwhile waits beneath."""
        await self._flush_next_callbacks()
        await self.until_unlocked()
        return await super().push_screen_wait(screen, mode=mode)

    async def on_event(self, event: events.Event) -> None:
        late = isinstance(event, events.InputEvent) and not event.is_forwarded and not self._touched()
        if late and not self.is_locked:
            self.show_lock()  # and the key that came too late does nothing
            return
        await super().on_event(event)

    def _touched(self) -> bool:
        return self.session is None or self.session.touch()

    def watch_session(self) -> None:
        """Every second: lock a wizard that was left alone."""
        if self.session is not None and self.session.is_locked and not self.is_locked:
            self.show_lock()

    def action_lock(self) -> None:
        if self.session is not None and not self.is_locked:
            self.session.lock()
            if self.session.is_locked:
                self.show_lock()
            else:
                self.notify(self.say("demo.no-lock"))

    def show_lock(self) -> None:
        """Cover everything. What lies beneath stays as it is, but for a secret that is shown."""
        self._open.clear()
        self.clear_notifications()
        self.wipe_clipboard()
        for screen in self.screen_stack:
            for box in screen.query(SecretBox):
                box.conceal()
        self.push_screen(routes.lock(), self._lock_ended)

    def _lock_ended(self, ended: LockResult | None) -> None:
        if isinstance(ended, Actor):
            self.renew(ended)
            self._open.set()
        elif ended is not None:
            self.turn_away()

    # The password asked again

    def renew(self, actor: Actor) -> None:
        """The operator gave the password again; the call goes on with that."""
        if self.session is not None:
            self.session.renew(actor)
        if self.call is not None:
            self.call.actor = actor

    async def sign_again(self) -> bool:
        """Ask the operator's password once more; False where it was not given. In the demo there is none to give."""
        actor = self.actor
        if actor is None:
            return False
        if self.demo:
            self.renew(replace(actor, signed_in_at=self._clock()))
            return True
        again = await self.push_screen_wait(routes.sign_again())
        if again is None:
            return False
        self.renew(again)
        return True

    # The door

    @work(exclusive=True, group="standing")
    async def watch_standing(self) -> None:
        """Somebody wrote to the store: perhaps it was about this operator."""
        actor = self.actor
        if actor is None or not self.late.is_open:
            return
        gone = await asyncio.to_thread(self._look_at_standing, actor)
        if gone is not None and self.actor is not None:
            self.turn_away(gone)

    def _look_at_standing(self, actor: Actor) -> Problem | None:
        try:
            return self.desk.operators.still_sits(actor)
        except Problem:
            return None  # a store that cannot be read is told where something is asked of it

    def turn_away(self, why: Problem | None = None) -> None:
        """Back to the sign-in, from anywhere. The case is kept, with its owner, and will be offered again.

        Who is on the way there already is not turned away once more: screens would be taken down twice at a time.
        """
        if self.session is not None:
            self.notice, self.session, self.call = why, None, None
            self._show_the_door()

    @work(group="door")
    async def _show_the_door(self) -> None:
        self.workers.cancel_group(self, "session")
        self.clear_notifications()
        self.wipe_clipboard()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        self._open.set()
        self.run_session()

    def run_session(self) -> object:
        """From the sign-in to the last screen; the wizard's own."""
        raise NotImplementedError
