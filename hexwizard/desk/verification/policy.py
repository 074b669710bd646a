"""How much proof which act wants. The built-in policy is the safe one; a looser one counts once an administrator
has accepted it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum

from hexwizard.desk.actor import Act
from hexwizard.desk.verification.records import VerificationMethod


class Opening(StrEnum):
    """What opens an account, under the names that the configuration file uses."""

    CORRECT_EMAIL = "correct-email"
    MAKE_PRIMARY = "make-primary"
    TEMPORARY_PASSWORD = "temporary-password"  # noqa: S105 - an act's name
    UNLOCK = "unlock"
    RESTORE_ACCESS = "restore-access"
    FREE_EMAIL = "free-email"
    CREATE_CLIENT = "create-client"
    RESEND_INVITATION = "resend-invitation"
    RESET_MAIL = "reset-mail"


OPENS: Mapping[Act, Opening] = {
    Act.CORRECT_EMAIL: Opening.CORRECT_EMAIL,
    Act.MAKE_PRIMARY: Opening.MAKE_PRIMARY,
    Act.ISSUE_TEMPORARY_PASSWORD: Opening.TEMPORARY_PASSWORD,
    Act.MAIL_TEMPORARY_PASSWORD: Opening.TEMPORARY_PASSWORD,
    Act.CONFIRM_TEMPORARY_PASSWORD: Opening.TEMPORARY_PASSWORD,
    Act.UNLOCK: Opening.UNLOCK,
    Act.RESTORE_ACCESS: Opening.RESTORE_ACCESS,
    Act.FREE_EMAIL: Opening.FREE_EMAIL,
    Act.CREATE_CLIENT: Opening.CREATE_CLIENT,
    Act.RESEND_INVITATION: Opening.RESEND_INVITATION,
    Act.SEND_RESET: Opening.RESET_MAIL,
}
"""Voiding a temporary password opens nothing, and wants no proof."""

_BUILT_IN_PROOFS = dict.fromkeys(Opening, 1) | {Opening.RESEND_INVITATION: 0, Opening.RESET_MAIL: 0}
"""The invitation and the reset e-mail go to the address on file: no proof, unless contact details are new."""


@dataclass(frozen=True, slots=True)
class VerificationPolicy:
    """The built-in policy where nothing is given.

    `valid_for`: how long a proof counts within its case. `handed_over_for`: how long one that counted at the hand-over
    still carries the case, for the Hexpert who has no caller on the line. `change_for`: how long contact details count
    as just changed. `proofs` overrides how many an act wants. `mail_temporary_password`: it may go by e-mail, in the
    clear.
    """

    methods: frozenset[VerificationMethod] = frozenset(VerificationMethod)
    proofs: Mapping[Opening, int] = field(default_factory=dict)
    proofs_after_change: int = 2
    change_for: timedelta = timedelta(days=7)
    code_for: timedelta = timedelta(minutes=10)
    code_tries: int = 3
    valid_for: timedelta = timedelta(minutes=30)
    handed_over_for: timedelta = timedelta(hours=24)
    attempts_a_day: int = 5
    second_operator: bool = True
    mail_temporary_password: bool = False

    def proofs_for(self, opening: Opening) -> int:
        """How many an act wants while nothing is suspicious."""
        return self.proofs.get(opening, _BUILT_IN_PROOFS[opening])


BUILT_IN = VerificationPolicy()


@dataclass(frozen=True, slots=True)
class Loosening:
    """One setting that is looser than the built-in one: its name in the configuration file, and both values."""

    name: str
    built_in: str
    configured: str


def loosenings(policy: VerificationPolicy) -> tuple[Loosening, ...]:
    """Where `policy` is looser than the built-in one, in the order of the fields; empty where it nowhere is."""
    return tuple(_loosenings(policy))


def _loosenings(policy: VerificationPolicy) -> Iterator[Loosening]:
    for opening in Opening:
        built_in, configured = BUILT_IN.proofs_for(opening), policy.proofs_for(opening)
        if configured < built_in:
            yield Loosening(f"proofs.{opening}", str(built_in), str(configured))
    for name, setting in _SETTINGS.items():
        built_in, configured = getattr(BUILT_IN, name), getattr(policy, name)
        looser = configured < built_in if setting.less_is_looser else configured > built_in
        if looser:
            yield Loosening(setting.key, setting.written(built_in), setting.written(configured))


@dataclass(frozen=True, slots=True)
class _Setting:
    key: str
    unit: timedelta | None = None
    less_is_looser: bool = False

    def written(self, value: object) -> str:
        """As the configuration file writes it."""
        if isinstance(value, timedelta) and self.unit is not None:
            return str(value // self.unit)
        return str(value).lower()


_SETTINGS: Mapping[str, _Setting] = {
    "proofs_after_change": _Setting("proofs_after_change", less_is_looser=True),
    "change_for": _Setting("change_days", timedelta(days=1), less_is_looser=True),
    "code_for": _Setting("code_minutes", timedelta(minutes=1)),
    "code_tries": _Setting("code_tries"),
    "valid_for": _Setting("valid_minutes", timedelta(minutes=1)),
    "handed_over_for": _Setting("handed_over_hours", timedelta(hours=1)),
    "attempts_a_day": _Setting("attempts_a_day"),
    "second_operator": _Setting("second_operator", less_is_looser=True),
    "mail_temporary_password": _Setting("mail_temporary_password"),
}


def written(policy: VerificationPolicy) -> tuple[tuple[str, str], ...]:
    """Every setting of `policy` as the configuration file writes it, name and value."""
    methods = ", ".join(method for method in VerificationMethod if method in policy.methods)
    numbers = ((setting.key, setting.written(getattr(policy, name))) for name, setting in _SETTINGS.items())
    proofs = ((f"proofs.{opening}", str(policy.proofs_for(opening))) for opening in Opening)
    return (("methods", methods), *numbers, *proofs)


def digest(policy: VerificationPolicy) -> str:
    """SHA-256 of what `policy` loosens, in hexadecimal; empty where it loosens nothing.

    What is stricter leaves it as it is: an accepted policy may be tightened without asking again.
    """
    found = loosenings(policy)
    if not found:
        return ""
    text = "\n".join(f"{one.name}={one.configured}" for one in found)
    return hashlib.sha256(text.encode()).hexdigest()


def stricter(policy: VerificationPolicy) -> VerificationPolicy:
    """`policy` with the built-in value wherever it is looser."""
    proofs = {opening: max(count, BUILT_IN.proofs_for(opening)) for opening, count in policy.proofs.items()}
    kept = {
        name: (max if setting.less_is_looser else min)(getattr(policy, name), getattr(BUILT_IN, name))
        for name, setting in _SETTINGS.items()
    }
    return replace(policy, proofs=proofs, **kept)
