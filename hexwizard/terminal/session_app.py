"""Who sits here, and which screen comes next: one worker runs a whole session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor, NoLongerOperator, Role
from hexwizard.desk.clock import Clock
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.results import (
    ChangePassword,
    Found,
    HomeResult,
    ImportFiles,
    Leave,
    LookBack,
    ManageOperators,
    NewCall,
    OpenDemo,
    Quit,
    Reopen,
    SettleLeft,
    ShowPolicy,
    ShowQueue,
    ShowTour,
    SignedIn,
    SignOut,
    TakeWaiting,
)
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.terminal.between_app import BetweenApp, WentHome
from hexwizard.terminal.late_desk import LateDesk

if TYPE_CHECKING:
    from hexwizard.desk.case import Case
    from hexwizard.desk.waiting_call import WaitingCall

DEMO: Final = "demo"
"""What the wizard ends with where the demo is to be opened in its place."""
_SCREENS: Final[Mapping[type[object], Callable[[], WizardScreen[None]]]] = {
    ImportFiles: routes.import_files,
    LookBack: routes.insight,
    ShowPolicy: routes.policy,
    ManageOperators: routes.operators,
}
"""What home leads to that is one screen and comes back with nothing."""


class SessionApp(BetweenApp):
    """A screen is pushed, ends with one result, and the result says what follows.

    `waiting` are on the line.
    """

    def __init__(
        self, late: LateDesk, clock: Clock, *, actor: Actor | None, demo: bool, waiting: Sequence[WaitingCall]
    ) -> None:
        super().__init__(late, clock)
        self.demo = demo
        self.actor = actor
        self.waiting = waiting
        self._wish: NewCall | Reopen | None = None

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        """From the first screen to the last."""
        while True:
            try:
                await self._sit()
            except NoLongerOperator as gone:
                self.turn_away(gone)
            except StoreUnusable as problem:  # between two screens: whoever sits here goes on at home
                self.tell(problem)
                continue
            except WentHome:
                continue
            return

    async def _sit(self) -> None:
        while True:
            if self.actor is None:
                entered = await self._signed_in()
                if entered is None:
                    return
                await self._welcome(entered)
                self._warn_of_network()
            chosen: HomeResult | None = self._take_wish()
            if chosen is None:
                chosen = await self._shown_first(routes.home())
            match chosen:
                case SignOut() if self.demo:
                    await self._take_seat()
                case SignOut():
                    self.actor = None
                    self.clear_notifications()  # what was told to whoever sat here is not the next one's
                case Quit():
                    self.exit(0)
                    return
                case chosen:
                    await self._told(self._follow(chosen))

    async def _signed_in(self) -> SignedIn | None:
        """An operator signed in, through the first run where there is none yet; None when the wizard ends here."""
        while True:
            first = self.late.is_open and await self.waited_for(self.is_nobody_known, "between.asking")
            ended = await self._shown_first(routes.first_run() if first else routes.sign_in())
            match ended:
                case None:
                    continue  # the desk is open now, and nobody can sign in yet
                case SignedIn():
                    self.actor = ended.actor
                    if not ended.must_change_password or await self._change_password(forced=True):
                        return ended
                    self.actor = None
                case OpenDemo():
                    self.exit(DEMO)
                    return None
                case ImportFiles():
                    await self.push_screen_wait(routes.import_files())
                case _:
                    self.exit(0)
                    return None

    def is_nobody_known(self) -> bool:
        """Whether there is no operator yet, as far as can be seen; asked in a thread."""
        with suppress(StoreUnusable):
            return not self.desk.operators.exist()
        return False

    async def _shown_first(self, screen: WizardScreen[Any]) -> Any:  # noqa: ANN401 - Textual's
        """What `screen` ends with. Behind it, once it has been painted, the desk is opened, unless it is open."""
        screen.call_after_refresh(screen.call_after_refresh, self.late.begin)  # the keys come with the second painting
        ended = await self.push_screen_wait(screen)
        self.late.begin()  # keys were quicker than the painting
        return ended

    def _take_wish(self) -> NewCall | Reopen | None:
        wish, self._wish = self._wish, None
        return wish

    async def _welcome(self, entered: SignedIn) -> None:
        """Who sits here for the first time is shown around; a Hexpert begins at the queue."""
        if entered.is_new:
            await self._tour()
            try:
                await self.waited_for(partial(self.desk.operators.note_tour, entered.actor), "between.asking")
            except StoreUnusable as problem:  # it will be offered once more
                self.tell(problem)
        if entered.actor.role is Role.HEXPERT:
            await self._queue()

    async def _take_seat(self) -> None:
        """The demo from another operator's place; a Hexpert begins at the queue, as ever."""
        taken = await self.push_screen_wait(routes.demo_seat())
        if taken is not None:
            self.actor = taken
            if taken.role is Role.HEXPERT:
                await self._queue()

    def _warn_of_network(self) -> None:
        """On a network drive two wizards can write at once: whoever sits down is told."""
        store = self.desk.services.store
        if store.is_on_network:
            self.notify(self.say("home.on-network", path=store.location), severity="warning", timeout=20)

    async def _tour(self) -> None:
        from hexwizard.screens.tour import show_tour

        if self.actor is not None:
            await show_tour(self, self.desk.services.clock, self.actor)

    async def _change_password(self, *, forced: bool = False) -> bool:
        """The operator's own password; False where it stays as it is."""
        actor = await self.push_screen_wait(routes.change_password(forced=forced))
        if actor is not None:
            self.renew(actor)
        return actor is not None

    async def _follow(self, chosen: HomeResult) -> None:
        """What was chosen at home, until one is back there."""
        match chosen:
            case NewCall(found):
                await self._new_call(found)
            case TakeWaiting(ringing):
                await self._answer(ringing)
            case Reopen(case):
                await self._take(case)
            case SettleLeft(left):
                if (taken := await self.push_screen_wait(routes.left_password(left))) is not None:
                    await self._take(taken.case)
            case ShowQueue():
                await self._queue()
            case ShowTour():
                await self._tour()
            case ChangePassword():
                await self._change_password()
            case _ if (opened := _SCREENS.get(type(chosen))) is not None:
                await self.push_screen_wait(opened())

    async def _told(self, call: Awaitable[None]) -> None:
        """A call that cannot be begun or gone on with: why is told at home, where it can be taken up again."""
        try:
            await call
        except NoLongerOperator:
            raise
        except Problem as problem:
            self.tell(problem)

    async def _new_call(self, known: Found | None) -> None:
        found: Found | Leave = known or await self.push_screen_wait(routes.find_client())
        while isinstance(found, Found):
            try:
                case = await self.opened(partial(self._begun, found))
            except StoreUnusable as problem:  # what was typed stands there still
                self.tell(problem)
                found = await self.push_screen_wait(routes.find_client(found))
            else:
                await self._take(case)
                return

    def _begun(self, found: Found) -> Case:
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        draft = self.desk.cases.draft(self.actor)
        return self.desk.cases.open(self.actor, routes.with_found(draft, found))

    async def _answer(self, ringing: WaitingCall) -> None:
        """Somebody who was on the line: the call begins with what they say."""
        await self._take(await self.opened(partial(self._picked_up, ringing)))

    def _picked_up(self, ringing: WaitingCall) -> Case:
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        case = self.desk.cases.open(self.actor, ringing.filling(self.desk.cases.draft(self.actor)))
        self.waiting = tuple(one for one in self.waiting if one is not ringing)
        return case

    async def _queue(self) -> None:
        """The Hexperts' queue, and one case of it after the other."""
        while self._wish is None and isinstance(chosen := await self.push_screen_wait(routes.queue()), Reopen):
            await self._take(chosen.case)

    async def _take(self, case: Case) -> None:
        """One call, screen by screen, until it ends or is left open."""
        assert self.actor is not None  # noqa: S101 - nobody takes a call without having signed in
        from hexwizard.desk.call import Call

        call = await self.opened(partial(Call, self.desk, self.actor, case))
        self.call = call
        route = routes.Route(call)
        while route.screen is not None:
            screen = route.open()
            route.follow(await self.push_screen_wait(screen))
        self.call = None

    def go_to(self, wish: NewCall | Reopen) -> None:
        """Leave this screen for another call, from wherever one is; a call that is open stays open."""
        self._wish = wish
        self.screen.dismiss(Leave())
