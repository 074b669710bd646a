"""Who may sit at the wizard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Attempts
from hexwizard.credentials import policy
from hexwizard.desk.actor import OPERATORS, Act, Actor, NoLongerOperator, Role
from hexwizard.desk.data_files import block_list
from hexwizard.desk.operator import Operator, find_operator, require_standing
from hexwizard.desk.operator_sign_in import OperatorRefused, OperatorSignIn
from hexwizard.desk.services import Acting, Services
from hexwizard.stores.protocol import Reader, Table

LONGEST_NAME = 64


class Operators:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._sign_in = OperatorSignIn(services)

    def all(self) -> tuple[Operator, ...]:
        reader = self._services.store.reader()
        return tuple(sorted(reader.scan(Table.OPERATORS, Operator), key=lambda one: comparison_key(one.name)))

    def exist(self) -> bool:
        """Whether anyone can sign in; where none can, the wizard starts with its first run."""
        return any(operator.is_enabled for operator in self.all())

    def still_sits(self, actor: Actor) -> NoLongerOperator | None:
        """Why `actor` may do nothing any more; None while they may. A password to be changed is no reason.

        Raises `StoreUnusable`: a store that cannot be read says nothing about who may sit here.
        """
        try:
            require_standing(self._services.store.reader(), actor, Act.CHANGE_OWN_PASSWORD)
        except NoLongerOperator as gone:
            return gone
        return None

    def must_change_password(self, actor: Actor) -> bool:
        """Whether an administrator set the password, so that another must be chosen first."""
        operator = find_operator(self._services.store.reader(), actor.name)
        return operator is not None and operator.must_change_password

    def is_new_here(self, actor: Actor) -> bool:
        """Whether the wizard has never been shown to this operator."""
        operator = find_operator(self._services.store.reader(), actor.name)
        return operator is not None and operator.toured_at is None

    def note_tour(self, actor: Actor) -> None:
        """They have seen the tour, or have passed it over: it is not offered again by itself."""
        with self._services.keeping(actor) as transaction:
            operator = _required(transaction, actor.name)
            seen = replace(operator, toured_at=operator.toured_at or self._services.clock())
            transaction.put(Table.OPERATORS, comparison_key(actor.name), seen)

    def sign_in(self, name: str, password: str) -> Actor:
        """The operator as an actor. Raises `OperatorRefused`: the same words for a wrong name and a wrong password."""
        return self._sign_in.sign_in(name, password)

    def prove(self, name: str, password: str, act: Act) -> Actor:
        """Who `name` is, by the password typed for `act`; counted, held back and recorded as every sign-in."""
        return self._sign_in.sign_in(name, password, act)

    def sign_in_again(self, actor: Actor, password: str) -> Actor:
        """The same operator, signed in at this moment. Raises `OperatorRefused`, telling how long to wait."""
        return self._sign_in.sign_in_again(actor, password)

    def add(self, actor: Actor, name: str, role: Role, password: str) -> Operator:
        """Add an operator. Raises `OperatorRefused`, `PasswordRefused`, `NotPermitted`."""
        return self._add(actor, Act.ADD_OPERATOR, name, role, password)

    def add_first_administrator(self, actor: Actor, name: str, password: str) -> Operator:
        """The first run's administrator. Raises as `add`, and `OperatorRefused` where an operator exists already."""
        return self._add(actor, Act.FIRST_ADMINISTRATOR, name, Role.ADMIN, password)

    def _add(self, actor: Actor, act: Act, name: str, role: Role, password: str) -> Operator:
        _require_operator_role(role)
        shown = require_text(name).strip()
        if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
            raise OperatorRefused("problem.operator.name", most=LONGEST_NAME)
        encoded = self._acceptable_hash(shown, password)
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
        """End an operator's access, keeping the record. Raises `OperatorRefused` for the last administrator."""

        def end(acting: Acting, operator: Operator) -> Operator:
            _require_another_administrator(acting.transaction, operator)
            return replace(operator, disabled_at=operator.disabled_at or acting.at)

        return self._change(actor, Act.DISABLE_OPERATOR, name, end)

    def enable(self, actor: Actor, name: str) -> Operator:
        """Give a disabled operator the access back, with the password from before."""
        return self._change(actor, Act.ENABLE_OPERATOR, name, lambda _, operator: replace(operator, disabled_at=None))

    def change_role(self, actor: Actor, name: str, role: Role) -> Operator:
        """Give an operator another role; whoever is signed in with the one before can do nothing from then on."""
        _require_operator_role(role)

        def change(acting: Acting, operator: Operator) -> Operator:
            if role is not Role.ADMIN:
                _require_another_administrator(acting.transaction, operator)
            return replace(operator, role=role)

        return self._change(actor, Act.CHANGE_OPERATOR_ROLE, name, change)

    def unlock(self, actor: Actor, name: str) -> Operator:
        """End the hold that failed sign-ins brought."""
        return self._change(
            actor, Act.UNLOCK_OPERATOR, name, lambda _, operator: replace(operator, attempts=Attempts())
        )

    def reset_password(self, actor: Actor, name: str, password: str) -> Operator:
        """Set an operator's password, to be changed at the next sign-in (ASVS 6.4.1). Ends their sessions and holds."""
        encoded = self._acceptable_hash(name, password)

        def reset(acting: Acting, operator: Operator) -> Operator:
            return replace(
                operator,
                password_hash=encoded,
                must_change_password=True,
                password_set_at=acting.at,
                attempts=Attempts(),
            )

        return self._change(actor, Act.RESET_OPERATOR_PASSWORD, name, reset)

    def change_password(self, actor: Actor, current: str, new: str) -> Actor:
        """An operator's own password, after the one of now; gives back the actor, signed in anew (ASVS 6.2.2, 6.2.3).

        Raises `OperatorRefused` where `current` is wrong, which counts as a failed sign-in, and `PasswordRefused`.
        """
        encoded = self._acceptable_hash(actor.name, new)
        signed_in = self.sign_in_again(actor, current)
        if current == new:
            raise policy.PasswordRefused("problem.password.same")
        with self._services.acting(signed_in, Act.CHANGE_OWN_PASSWORD, client=actor.name) as acting:
            operator = _required(acting.transaction, actor.name)
            changed = replace(operator, password_hash=encoded, must_change_password=False, password_set_at=acting.at)
            acting.transaction.put(Table.OPERATORS, comparison_key(actor.name), changed)
            return replace(signed_in, signed_in_at=acting.at)

    def _acceptable_hash(self, name: str, password: str) -> str:
        policy.require_acceptable(password, about=(name,), blocked=block_list())
        return self._services.hasher.hash(password)

    def _change(self, actor: Actor, act: Act, name: str, change: Callable[[Acting, Operator], Operator]) -> Operator:
        """One act on an operator. Raises `OperatorRefused` where there is none of that name."""
        with self._services.acting(actor, act, client=require_text(name).strip()) as acting:
            changed = change(acting, _required(acting.transaction, name))
            acting.transaction.put(Table.OPERATORS, comparison_key(name), changed)
        return changed


def _required(reader: Reader, name: str) -> Operator:
    operator = find_operator(reader, name)
    if operator is None:
        raise OperatorRefused("problem.operator.unknown", name=name.strip())
    return operator


def _require_operator_role(role: Role) -> None:
    if role not in OPERATORS:
        raise OperatorRefused("problem.operator.role")


def _require_another_administrator(reader: Reader, operator: Operator) -> None:
    """Somebody must be left who can add operators and let them in again."""
    if operator.role is not Role.ADMIN or not operator.is_enabled:
        return
    others = (one for one in reader.scan(Table.OPERATORS, Operator) if one.name != operator.name)
    if not any(one.is_enabled and one.role is Role.ADMIN for one in others):
        raise OperatorRefused("problem.operator.last-administrator", name=operator.name)
