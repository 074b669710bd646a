"""Which screen stands for what, imported when it is first shown, and the path through a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hexwizard.article import SectionKey
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.results import (
    Back,
    CallResult,
    Ended,
    FirstRunResult,
    Found,
    HomeResult,
    Jump,
    Leave,
    Next,
    Reopen,
    SignInResult,
    TryAgain,
)

if TYPE_CHECKING:
    from hexwizard.desk.actor import Actor
    from hexwizard.desk.call import Call
    from hexwizard.desk.case import Case
    from hexwizard.desk.temporary_passwords import LeftPassword
    from hexwizard.screens.lock import LockResult
    from hexwizard.screens.palette import Palette


def home() -> WizardScreen[HomeResult]:
    from hexwizard.screens.home import HomeScreen

    return HomeScreen()


def first_run() -> WizardScreen[FirstRunResult]:
    from hexwizard.screens.first_run import FirstRunScreen

    return FirstRunScreen()


def sign_in() -> WizardScreen[SignInResult]:
    from hexwizard.screens.sign_in import SignInScreen

    return SignInScreen()


def queue() -> WizardScreen[Reopen | None]:
    from hexwizard.screens.queue import QueueScreen

    return QueueScreen()


def demo_seat() -> WizardScreen[Actor | None]:
    from hexwizard.screens.demo_seat import DemoSeatScreen

    return DemoSeatScreen()


def change_password(*, forced: bool = False) -> WizardScreen[Actor | None]:
    from hexwizard.screens.change_password import ChangePasswordScreen

    return ChangePasswordScreen(forced=forced)


def operators() -> WizardScreen[None]:
    from hexwizard.screens.operators import OperatorsScreen

    return OperatorsScreen()


def palette(over: WizardScreen[Any]) -> Palette:
    from hexwizard.screens.palette import Palette

    return Palette(over)


def lock() -> WizardScreen[LockResult]:
    from hexwizard.screens.lock import LockScreen

    return LockScreen()


def sign_again() -> WizardScreen[Actor | None]:
    from hexwizard.screens.sign_again import SignAgainScreen

    return SignAgainScreen()


def import_files() -> WizardScreen[None]:
    from hexwizard.screens.import_files import ImportFilesScreen

    return ImportFilesScreen()


def insight() -> WizardScreen[None]:
    from hexwizard.screens.insight import InsightScreen

    return InsightScreen()


def left_password(left: LeftPassword) -> WizardScreen[Reopen | None]:
    from hexwizard.screens.left_password import LeftPasswordScreen

    return LeftPasswordScreen(left)


def policy() -> WizardScreen[None]:
    from hexwizard.screens.policy import PolicyScreen

    return PolicyScreen()


def find_client(known: Found | None = None) -> WizardScreen[Found | Leave]:
    from hexwizard.screens.find_client import FindClientScreen

    return FindClientScreen(known)


def help_screen(key: str, here: Sequence[tuple[str, str]] = ()) -> WizardScreen[None]:
    from hexwizard.screens.help import HelpScreen

    return HelpScreen(key, here)


def with_found(draft: Case, found: Found) -> Case:
    chosen = found.username is not None
    return replace(
        draft,
        identifier=found.identifier,
        username=found.username,
        client_chosen=chosen,
        caller_number=found.caller_number,
    )


class Extra(StrEnum):
    """A step of the call that is no section of the article."""

    TRY_AGAIN = "try-again"
    HANDED_OVER = "handed-over"


Step: TypeAlias = "SectionKey | Extra"


def call_screen(step: Step, call: Call) -> WizardScreen[CallResult]:
    """The screen of a step: `primary-email` is `PrimaryEmailScreen` in `screens/primary_email.py`."""
    name = step.value.replace("-", "_")
    module = import_module(f"hexwizard.screens.{name}")
    title = "".join(part.capitalize() for part in name.split("_"))
    return cast("WizardScreen[CallResult]", getattr(module, f"{title}Screen")(call))


@dataclass(slots=True)
class Route:
    """Where a call stands. `screen` is None once the call is left or ended; `path` is what Back goes through."""

    call: Call
    path: list[Step] = field(default_factory=list)
    screen: Step | None = None

    def __post_init__(self) -> None:
        self.screen = _begins_at(self.call)

    def open(self) -> WizardScreen[CallResult]:
        """The screen to show now, which writes down that one is there."""
        assert self.screen is not None  # noqa: S101 - the loop's condition
        if isinstance(self.screen, SectionKey):
            self.call.enter(self.screen)
        elif self.screen is Extra.TRY_AGAIN:
            self.call.try_again()
        return call_screen(self.screen, self.call)

    def follow(self, result: CallResult) -> None:
        """Go where a screen's result leads."""
        match result:
            case Back():
                self.screen = self.path.pop() if self.path else None
            case Next():
                self._go(self.call.next() or self._last())
            case Jump(section):
                self._go(section)
            case TryAgain():
                self._go(Extra.TRY_AGAIN)
            case Leave() | Ended():
                self.screen = None

    def _last(self) -> Step:
        """Nothing more to ask: the client tries again, or the case is written down."""
        done = self.screen in (Extra.TRY_AGAIN, SectionKey.STILL_IMPOSSIBLE)
        return SectionKey.ANSWERED if done else Extra.TRY_AGAIN

    def _go(self, step: Step) -> None:
        if self.screen is not None and step != self.screen:
            self.path.append(self.screen)
        self.screen = step


def _begins_at(call: Call) -> Step:
    """Where the call was left; with the Hexperts or answered by them, at what they have or say."""
    from hexwizard.desk.case import CaseState

    if call.case.trying_again:
        return Extra.TRY_AGAIN
    if call.handed is not None and call.case.state is not CaseState.CLOSED:
        return Extra.HANDED_OVER
    return call.case.section
