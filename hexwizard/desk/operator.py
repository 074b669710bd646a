"""An operator as the file keeps it, and whether somebody still is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Attempts
from hexwizard.desk.actor import OPERATORS, Act, Actor, NoLongerOperator, PasswordToChange, Role
from hexwizard.stores.protocol import Reader, Table


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who signs in to the wizard.

    `password_set_at` is when the password was last changed or reset: who signed in before signs in again. `toured_at`
    is when the wizard was shown to them for the first time, or they would not have it shown.
    """

    name: str
    role: Role
    password_hash: str = field(repr=False)
    created_at: datetime
    disabled_at: datetime | None = None
    attempts: Attempts = field(default_factory=Attempts)
    must_change_password: bool = False
    password_set_at: datetime | None = None
    toured_at: datetime | None = None

    @property
    def is_enabled(self) -> bool:
        return self.disabled_at is None


def find_operator(reader: Reader, name: str) -> Operator | None:
    """The operator of that name, compared as identifiers are."""
    return reader.get(Table.OPERATORS, comparison_key(name), Operator)


def require_standing(reader: Reader, actor: Actor, act: Act | None = None) -> None:
    """The operator is enabled and of that role at this moment (ASVS 7.4.2, 8.3.2).

    Raises `NoLongerOperator`, `PasswordToChange`. The command line's user and the client's app are no operators.
    """
    if actor.role not in OPERATORS:
        return
    operator = find_operator(reader, actor.name)
    if operator is None or not operator.is_enabled or operator.role is not actor.role:
        raise NoLongerOperator("problem.operator.no-longer", name=actor.name)
    changed = operator.password_set_at
    if changed is not None and (actor.signed_in_at is None or actor.signed_in_at < changed):
        raise NoLongerOperator("problem.operator.no-longer", name=actor.name)
    if operator.must_change_password and act is not Act.CHANGE_OWN_PASSWORD:
        raise PasswordToChange("problem.operator.must-change")
