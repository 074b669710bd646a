"""Who acts, and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hexwizard.accounts.problems import Problem
from hexwizard.locale.message import say


class Role(StrEnum):
    """Who sits at the wizard. SYSTEM is the command line: the operating system's user, who owns the file anyway."""

    AGENT = "agent"
    HEXPERT = "hexpert"
    ADMIN = "admin"
    SYSTEM = "system"
    CLIENT = "client"


class Act(StrEnum):
    """Everything that leaves an entry in the audit trail."""

    FIRST_ADMINISTRATOR = "first-administrator"
    ADD_OPERATOR = "add-operator"
    DISABLE_OPERATOR = "disable-operator"
    ENABLE_OPERATOR = "enable-operator"
    CHANGE_OPERATOR_ROLE = "change-operator-role"
    UNLOCK_OPERATOR = "unlock-operator"
    RESET_OPERATOR_PASSWORD = "reset-operator-password"  # noqa: S105 - an act's name
    CHANGE_OWN_PASSWORD = "change-own-password"  # noqa: S105 - an act's name
    OPERATOR_SIGN_IN = "operator-sign-in"
    SECOND_OPERATOR = "second-operator"
    ACCEPT_POLICY = "accept-policy"
    IMPORT = "import"
    RESTORE = "restore"
    COPY = "copy"
    OPEN_CASE = "open-case"
    CLOSE_CASE = "close-case"
    VERIFY_CALLER = "verify-caller"
    SEND_CODE = "send-code"
    APPROVE = "approve"
    CORRECT_EMAIL = "correct-email"
    MAKE_PRIMARY = "make-primary"
    RESEND_INVITATION = "resend-invitation"
    SEND_RESET = "send-reset"
    ISSUE_TEMPORARY_PASSWORD = "issue-temporary-password"  # noqa: S105 - an act's name
    MAIL_TEMPORARY_PASSWORD = "mail-temporary-password"  # noqa: S105 - an act's name
    CONFIRM_TEMPORARY_PASSWORD = "confirm-temporary-password"  # noqa: S105 - an act's name
    VOID_TEMPORARY_PASSWORD = "void-temporary-password"  # noqa: S105 - an act's name
    UNLOCK = "unlock"
    RESTORE_ACCESS = "restore-access"
    FREE_EMAIL = "free-email"
    TELL_APP_VERSION = "tell-app-version"
    CREATE_CLIENT = "create-client"
    PIN_NOTE = "pin-note"
    UNPIN_NOTE = "unpin-note"
    HAND_OVER = "hand-over"
    TAKE_HAND_OVER = "take-hand-over"
    RELEASE_HAND_OVER = "release-hand-over"
    ANSWER_HAND_OVER = "answer-hand-over"
    END_HAND_OVER = "end-hand-over"
    CLIENT_SIGN_IN = "client-sign-in"
    CHOOSE_PASSWORD = "choose-password"  # noqa: S105 - an act's name
    RESET_PASSWORD = "reset-password"  # noqa: S105 - an act's name


OPERATORS = frozenset({Role.AGENT, Role.HEXPERT, Role.ADMIN})
"""The roles of people who sign in."""

_DESK = OPERATORS
_HEXPERTS = frozenset({Role.HEXPERT})
_MANAGERS = frozenset({Role.ADMIN, Role.SYSTEM})

PERMITTED: dict[Act, frozenset[Role]] = {
    Act.FIRST_ADMINISTRATOR: frozenset({Role.SYSTEM}),
    Act.ADD_OPERATOR: _MANAGERS,
    Act.DISABLE_OPERATOR: _MANAGERS,
    Act.ENABLE_OPERATOR: _MANAGERS,
    Act.CHANGE_OPERATOR_ROLE: _MANAGERS,
    Act.UNLOCK_OPERATOR: _MANAGERS,
    Act.RESET_OPERATOR_PASSWORD: _MANAGERS,
    Act.CHANGE_OWN_PASSWORD: _DESK,
    Act.OPERATOR_SIGN_IN: _DESK,
    Act.SECOND_OPERATOR: _DESK,
    Act.ACCEPT_POLICY: _MANAGERS,
    Act.IMPORT: _MANAGERS,
    Act.RESTORE: frozenset({Role.SYSTEM}),
    Act.COPY: frozenset({Role.SYSTEM}),
    Act.OPEN_CASE: _DESK,
    Act.CLOSE_CASE: _DESK,
    Act.VERIFY_CALLER: _DESK,
    Act.SEND_CODE: _DESK,
    Act.APPROVE: _DESK,
    Act.CORRECT_EMAIL: _DESK,
    Act.MAKE_PRIMARY: _DESK,
    Act.RESEND_INVITATION: _DESK,
    Act.SEND_RESET: _DESK,
    Act.ISSUE_TEMPORARY_PASSWORD: _DESK,
    Act.MAIL_TEMPORARY_PASSWORD: _DESK,  # only while an accepted policy says so
    Act.CONFIRM_TEMPORARY_PASSWORD: _DESK,
    Act.VOID_TEMPORARY_PASSWORD: _DESK,
    Act.UNLOCK: _DESK,
    Act.RESTORE_ACCESS: _DESK,
    Act.FREE_EMAIL: _HEXPERTS,
    Act.TELL_APP_VERSION: _DESK,
    Act.CREATE_CLIENT: _DESK,  # an agent only in a case in which a Hexpert freed the e-mail
    Act.PIN_NOTE: _DESK,
    Act.UNPIN_NOTE: _DESK,
    Act.HAND_OVER: _DESK,
    Act.TAKE_HAND_OVER: _HEXPERTS,
    Act.RELEASE_HAND_OVER: frozenset({Role.HEXPERT, Role.ADMIN}),
    Act.ANSWER_HAND_OVER: _HEXPERTS,
    Act.END_HAND_OVER: _HEXPERTS,
    Act.CLIENT_SIGN_IN: frozenset({Role.CLIENT}),
    Act.CHOOSE_PASSWORD: frozenset({Role.CLIENT}),
    Act.RESET_PASSWORD: frozenset({Role.CLIENT}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in operator, the command line's user, or the client's app.

    `signed_in_at` is when an operator last gave the password; two actors are the same whenever they signed in.
    """

    name: str
    role: Role
    signed_in_at: datetime | None = field(default=None, compare=False)


CLIENT_APP = Actor("mobile-app", Role.CLIENT)


class NotPermitted(Problem):
    """The role may not do this act."""


class NoLongerOperator(NotPermitted):
    """Whoever acts was disabled, given another role or another password since signing in."""


class PasswordToChange(NotPermitted):
    """An administrator set the operator's password: until another is chosen, nothing else may be done."""


def require_permitted(actor: Actor, act: Act) -> None:
    """Raises `NotPermitted` where `actor`'s role does not include `act`."""
    if actor.role not in PERMITTED[act]:
        raise NotPermitted("problem.not-permitted", role=say(f"role.{actor.role}"), act=say(f"act.{act}"))
