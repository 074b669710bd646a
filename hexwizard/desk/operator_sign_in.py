"""Operators prove who they are: at the sign-in, at the lock, and again before what opens an account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Attempts
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import throttle
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.operator import Operator, find_operator
from hexwizard.desk.services import Acting, Services
from hexwizard.stores.protocol import Table

NOBODY = Actor("", Role.CLIENT)
"""In the audit trail, whoever tried a name that is no operator's. What was typed is not kept: it may be a password."""


class OperatorRefused(Problem):
    """The operator cannot be added, changed or signed in; the message says why."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one password: `operator` is None where it was not accepted, `hold` what must be waited then."""

    operator: Operator | None
    hold: timedelta
    stopped: bool = False


class OperatorSignIn:
    def __init__(self, services: Services) -> None:
        self._services = services

    def sign_in(self, name: str, password: str, act: Act = Act.OPERATOR_SIGN_IN) -> Actor:
        """The operator as an actor, signed in now; `act` is what the password is asked for.

        Raises `OperatorRefused` in the same words, after the same work, for an unknown name, a disabled operator, a
        wrong password and an operator held back (ASVS 6.3.8).
        """
        attempt = self.attempt(name, password, act)
        if attempt.operator is None:
            raise OperatorRefused("problem.sign-in.refused")
        return self._signed_in(attempt.operator)

    def sign_in_again(self, actor: Actor, password: str) -> Actor:
        """`actor`, signed in anew. As their name is known here, the refusal tells how long to wait."""
        attempt = self.attempt(actor.name, password)
        if attempt.operator is not None:
            return self._signed_in(attempt.operator)
        if attempt.stopped:
            raise OperatorRefused("problem.sign-in.stopped")
        if attempt.hold:
            raise OperatorRefused("problem.sign-in.held", remaining=attempt.hold)
        raise OperatorRefused("problem.sign-in.wrong")

    def attempt(self, name: str, password: str, act: Act = Act.OPERATOR_SIGN_IN) -> Attempt:
        """Hold one password against the record: one verification and one transaction, whoever it is.

        The fifth failure holds the operator back for 30 s, doubling to 15 min; at 100 only an unlock helps (ASVS
        6.3.1, NIST SP 800-63B-4 §3.2.2). While held, even the right password is refused and nothing is counted.
        """
        services = self._services
        operator = find_operator(services.store.reader(), require_text(name))
        encoded = operator.password_hash if operator is not None and operator.is_enabled else None
        right = services.hasher.verify(encoded, password)
        renewed = services.hasher.hash(password) if right and encoded and services.hasher.is_outdated(encoded) else None
        who = NOBODY if operator is None else Actor(operator.name, operator.role)
        with services.attempting(who, act) as acting:
            # A password that was changed while this one was looked at counts no longer.
            current = find_operator(acting.transaction, name) if encoded is not None else None
            right = right and current is not None and current.password_hash == encoded
            return self._settle(acting, current, right, renewed)

    def _settle(self, acting: Acting, operator: Operator | None, right: bool, renewed: str | None) -> Attempt:
        if operator is None or not operator.is_enabled:
            acting.outcome = "refused"
            return Attempt(None, timedelta(0))
        hold = _hold(operator.attempts, acting)
        if hold:
            acting.outcome = "held"
            return Attempt(None, hold, throttle.is_stopped(operator.attempts))
        if right:
            entered = replace(operator, attempts=Attempts(), password_hash=renewed or operator.password_hash)
            acting.transaction.put(Table.OPERATORS, comparison_key(operator.name), entered)
            return Attempt(entered, timedelta(0))
        acting.outcome = "refused"
        failed = replace(operator, attempts=throttle.failed(operator.attempts, acting.at))
        acting.transaction.put(Table.OPERATORS, comparison_key(operator.name), failed)
        return Attempt(None, _hold(failed.attempts, acting), throttle.is_stopped(failed.attempts))

    def _signed_in(self, operator: Operator) -> Actor:
        return Actor(operator.name, operator.role, self._services.clock())


def _hold(attempts: Attempts, acting: Acting) -> timedelta:
    return throttle.remaining(attempts, acting.at, free=throttle.OPERATOR_FREE_FAILURES)
