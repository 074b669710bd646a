"""How a screen ends: with one of these, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from hexwizard.article import SectionKey
    from hexwizard.desk.actor import Actor
    from hexwizard.desk.case import Case
    from hexwizard.desk.temporary_passwords import LeftPassword
    from hexwizard.desk.waiting_call import WaitingCall


@dataclass(frozen=True, slots=True)
class Next:
    """On to the next screen that matters."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the screen before; nothing is checked and nothing is lost."""


@dataclass(frozen=True, slots=True)
class Jump:
    """To a section chosen in the rail."""

    section: SectionKey


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The client tries again."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Out of the call, which stays open."""


@dataclass(frozen=True, slots=True)
class Ended:
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


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """Bring in accounts."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """See what the recorded calls tell."""


@dataclass(frozen=True, slots=True)
class ShowQueue:
    """The Hexperts' queue."""


@dataclass(frozen=True, slots=True)
class ShowTour:
    """The wizard shown in five steps, once more."""


@dataclass(frozen=True, slots=True)
class ManageOperators:
    """Who may sit at the wizard."""


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The operator's own password."""


@dataclass(frozen=True, slots=True)
class ShowPolicy:
    """How callers are verified."""


@dataclass(frozen=True, slots=True)
class SignOut:
    """Another operator takes the chair."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave the wizard."""


@dataclass(frozen=True, slots=True)
class OpenDemo:
    """Look at the demo instead."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    actor: Actor = field()


HomeResult: TypeAlias = (
    "NewCall | TakeWaiting | Reopen | SettleLeft | ShowQueue | ImportFiles | LookBack | ShowTour | ManageOperators"
    "| ShowPolicy | ChangePassword | SignOut | Quit"
)
FirstRunResult: TypeAlias = "SignedIn | ImportFiles | OpenDemo | Quit"
SignInResult: TypeAlias = "SignedIn | Quit"
