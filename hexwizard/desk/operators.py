"""Who may sit at the wizard."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Attempts
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import policy, throttle
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.data_files import block_list
from hexwizard.desk.services import Services
from hexwizard.stores.protocol import Table

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who signs in to the wizard."""

    name: str
    role: Role
    password_hash: str = field(repr=False)
    created_at: datetime
    disabled_at: datetime | None = None
    attempts: Attempts = field(default_factory=Attempts)

    @property
    def is_enabled(self) -> bool:
        return self.disabled_at is None


class OperatorRefused(Problem):
    """The operator cannot be added, disabled or signed in; the message says why."""


class Operators:
    def __init__(self, services: Services) -> None:
        self._services = services

    def all(self) -> tuple[Operator, ...]:
        reader = self._services.store.reader()
        return tuple(sorted(reader.scan(Table.OPERATORS, Operator), key=lambda one: comparison_key(one.name)))

    def exist(self) -> bool:
        """Whether anyone can sign in; where none can, the wizard starts with its first run."""
        return any(operator.is_enabled for operator in self.all())

    def add(self, actor: Actor, name: str, role: Role, password: str) -> Operator:
        """Add an operator. Raises `OperatorRefused`, `PasswordRefused`, `NotPermitted`."""
        return self._add(actor, Act.ADD_OPERATOR, name, role, password)

    def add_first_administrator(self, actor: Actor, name: str, password: str) -> Operator:
        """The first run's administrator. Raises as `add`, and `OperatorRefused` where an operator exists already."""
        return self._add(actor, Act.FIRST_ADMINISTRATOR, name, Role.ADMIN, password)

    def _add(self, actor: Actor, act: Act, name: str, role: Role, password: str) -> Operator:
        shown = require_text(name).strip()
        if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
            raise OperatorRefused("problem.operator.name", most=LONGEST_NAME)
        policy.require_acceptable(password, about=(shown,), blocked=block_list())
        encoded = self._services.hasher.hash(password)
        with self._services.acting(actor, act, client=shown) as acting:
            key = comparison_key(shown)
            if acting.transaction.get(Table.OPERATORS, key, Operator) is not None:
                raise OperatorRefused("problem.operator.exists", name=shown)
            if act is Act.FIRST_ADMINISTRATOR and any(
                one.is_enabled for one in acting.transaction.scan(Table.OPERATORS, Operator)
            ):
                raise OperatorRefused("problem.operator.not-first")
            operator = Operator(shown, role, encoded, acting.at)
            acting.transaction.put(Table.OPERATORS, key, operator)
        return operator

    def disable(self, actor: Actor, name: str) -> Operator:
        """End an operator's access, keeping the record. Raises `OperatorRefused` where there is none."""
        key = comparison_key(require_text(name))
        with self._services.acting(actor, Act.DISABLE_OPERATOR, client=name.strip()) as acting:
            operator = acting.transaction.get(Table.OPERATORS, key, Operator)
            if operator is None:
                raise OperatorRefused("problem.operator.unknown", name=name.strip())
            disabled = replace(operator, disabled_at=operator.disabled_at or acting.at)
            acting.transaction.put(Table.OPERATORS, key, disabled)
        return disabled

    def sign_in(self, name: str, password: str) -> Actor:
        """The operator as an actor. Raises `OperatorRefused`: the same words for a wrong name and a wrong password.

        Five failures hold an operator back for 30 s, doubling to 15 min (ASVS 6.3.2).
        """
        return self.prove(name, password, Act.OPERATOR_SIGN_IN)

    def prove(self, name: str, password: str, act: Act) -> Actor:
        """Who `name` is, by the password typed for `act`; counted, held back and recorded as every sign-in.

        Takes one argon2 verification. Raises as `sign_in`.
        """
        key = comparison_key(require_text(name))
        now = self._services.clock()
        operator = self._services.store.reader().get(Table.OPERATORS, key, Operator)
        usable = operator is not None and operator.is_enabled
        right = self._services.hasher.verify(operator.password_hash if operator and usable else None, password)
        if operator is None or not usable:
            raise OperatorRefused("problem.sign-in.refused")
        with self._services.acting(Actor(operator.name, operator.role), act) as acting:
            operator = acting.transaction.get(Table.OPERATORS, key, Operator) or operator
            hold = throttle.remaining(operator.attempts, now, free=throttle.OPERATOR_FREE_FAILURES)
            accepted = right and not hold and operator.is_enabled
            if not accepted:
                acting.outcome = "refused"
            if not hold:
                attempts = Attempts() if accepted else throttle.failed(operator.attempts, now)
                acting.transaction.put(Table.OPERATORS, key, replace(operator, attempts=attempts))
                hold = throttle.remaining(attempts, now, free=throttle.OPERATOR_FREE_FAILURES)
        if accepted:
            return Actor(operator.name, operator.role)
        if hold:
            raise OperatorRefused("problem.sign-in.held", remaining=hold)
        raise OperatorRefused("problem.sign-in.refused")
