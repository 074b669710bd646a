"""How a screen ends: with one of these, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from hexwizard.article import SectionKey
    from hexwizard.desk.actor import Actor
    from hexwizard.desk.case import Case
    from hexwizard.desk.temporary_passwords import LeftPassword
    from hexwizard.desk.waiting_call import WaitingCall


class _Alone:
    """A result that says all by its kind; two of a kind are equal.

    No dataclass: fifteen of them take as long to make as a tenth of what comes before the first screen.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Next(_Alone):
    """On to the next screen that matters."""


class Back(_Alone):
    """To the screen before; nothing is checked and nothing is lost."""


@dataclass(frozen=True, slots=True)
class Jump:
    """To a section chosen in the rail."""

    section: SectionKey


class TryAgain(_Alone):
    """The client tries again."""


class Leave(_Alone):
    """Out of the call, which stays open."""


class Ended(_Alone):
    """The case is closed or handed over."""


CallResult: TypeAlias = "Next | Back | Jump | TryAgain | Leave | Ended"


@dataclass(frozen=True, slots=True)
class Found:
    """Whom the call is about: what the client types, and the account where the agent chose it.

    `caller_number` is where the call comes from, empty where the agent did not ask.
    """

    identifier: str | None
    username: str | None
    caller_number: str = ""


@dataclass(frozen=True, slots=True)
class NewCall:
    """The phone rings; about whom, where the agent knows already."""

    found: Found | None = None


@dataclass(frozen=True, slots=True)
class TakeWaiting:
    """Answer somebody who is on the line."""

    ringing: WaitingCall


@dataclass(frozen=True, slots=True)
class Reopen:
    """Go on with a case."""

    case: Case


@dataclass(frozen=True, slots=True)
class SettleLeft:
    """See to a temporary password that an interruption left."""

    left: LeftPassword


class ImportFiles(_Alone):
    """Bring in accounts."""


class LookBack(_Alone):
    """See what the recorded calls tell."""


class ShowQueue(_Alone):
    """The Hexperts' queue."""


class ShowTour(_Alone):
    """The wizard shown in five steps, once more."""


class ManageOperators(_Alone):
    """Who may sit at the wizard."""


class ChangePassword(_Alone):
    """The operator's own password."""


class ShowPolicy(_Alone):
    """How callers are verified."""


class SignOut(_Alone):
    """Another operator takes the chair."""


class Quit(_Alone):
    """Leave the wizard."""


class OpenDemo(_Alone):
    """Look at the demo instead."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`must_change_password`: an administrator set the one of now. `is_new`: the wizard was never shown to them."""

    actor: Actor
    must_change_password: bool = False
    is_new: bool = False


HomeResult: TypeAlias = (
    "NewCall | TakeWaiting | Reopen | SettleLeft | ShowQueue | ImportFiles | LookBack | ShowTour | ManageOperators"
    "| ShowPolicy | ChangePassword | SignOut | Quit"
)
FirstRunResult: TypeAlias = "SignedIn | ImportFiles | OpenDemo | Quit"
SignInResult: TypeAlias = "SignedIn | Quit"
