"""What every part of the desk is given: the store, the clock, chance, argon2 and mail. Nothing is reached for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from hexwizard.accounts.model import Account, Change
from hexwizard.accounts.problems import Problem
from hexwizard.credentials.hashing import Argon2Hasher, Hasher
from hexwizard.desk.actor import OPERATORS, Act, Actor, require_permitted
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.stores.protocol import Reader, Store, Table, Transaction

if TYPE_CHECKING:
    from hexwizard.credentials.randomness import Chooser
    from hexwizard.desk.settings import Settings
    from hexwizard.mail.mailer import Mailer


class ChangedMeanwhile(Problem):
    """Somebody else changed the client or the case since the agent looked."""


class NoSuchClient(Problem):
    """The account is no longer there."""


@dataclass(slots=True)
class Acting:
    """An act in progress: its transaction, and what the audit trail will say of it.

    `verification` and `second` are empty until the act finds out how the caller was verified, and who signed beside.
    """

    transaction: Transaction
    actor: Actor
    act: Act
    at: datetime
    services: Services
    outcome: str = "done"
    verification: str = ""
    second: str = ""

    @property
    def settings(self) -> Settings:
        return self.services.settings

    def change(self, seen: Account, **fields: object) -> Account:
        """Store `seen` with `fields` replaced, and return it as stored.

        Raises `ChangedMeanwhile` where the record was changed since `seen` was read, `NoSuchClient` where it is gone.
        What the client's own sign-ins changed meanwhile is kept. New contact details are known to be new.
        """
        from hexwizard.accounts.contacts import noting_changes

        current = self.current(seen)
        changed = replace(current, **fields, last_change=Change(self.actor.name, self.at))  # type: ignore[arg-type]
        changed = noting_changes(current, changed, self.at)
        self.transaction.put(Table.ACCOUNTS, changed.username, changed)
        return changed

    def current(self, seen: Account) -> Account:
        """The record as it is now, which must still be as the agent saw it."""
        current = self.transaction.account(seen.username)
        if current is None:
            raise NoSuchClient("problem.no-such-client", username=seen.username)
        if current.last_change != seen.last_change and current.last_change is not None:
            raise ChangedMeanwhile("problem.changed-meanwhile", by=current.last_change.by, at=current.last_change.at)
        return current


@dataclass(frozen=True, slots=True)
class Context:
    """Where in a call an act is done: what the audit entry says beside who and when."""

    case: str = ""
    section: str = ""
    verification: str = ""
    reason: str = ""


class Services:
    """`mailer` is None where no mail can be sent: then no code goes by e-mail.

    What is left out is made when it is first asked for: a client's sign-in asks for no settings, and reading in all
    that they are made of would take a fifth of it.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings | None = None,
        *,
        clock: Clock = system_clock,
        chooser: Chooser | None = None,
        hasher: Hasher | None = None,
        mailer: Mailer | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.hasher: Hasher = hasher or Argon2Hasher()
        self.mailer = mailer
        if settings is not None:
            self.settings = settings
        if chooser is not None:
            self.chooser = chooser

    @cached_property
    def settings(self) -> Settings:
        """What the desk's people may set; the defaults, where nothing else was handed in."""
        from hexwizard.desk.settings import Settings

        return Settings()

    @cached_property
    def chooser(self) -> Chooser:
        """Chance."""
        from hexwizard.credentials.randomness import system_chooser

        return system_chooser()

    @contextmanager
    def acting(self, actor: Actor, act: Act, *, client: str = "", context: Context | None = None) -> Iterator[Acting]:
        """One act, whole or not at all: permitted, done and written to the audit trail in one transaction.

        Raises `NotPermitted` where the role does not include it, and `NoLongerOperator` where the operator is not
        enabled or not of that role at this moment; `StoreUnusable` where it cannot be written. An error inside leaves
        nothing behind.
        """
        require_permitted(actor, act)
        with self.attempting(actor, act, client=client, context=context) as performed:
            _require_standing(performed.transaction, actor, act)
            yield performed

    @contextmanager
    def attempting(
        self, actor: Actor, act: Act, *, client: str = "", context: Context | None = None
    ) -> Iterator[Acting]:
        """As `acting`, for those who have yet to prove who they are: nothing is asked of their role."""
        place = context or Context()
        with self.store.transaction() as transaction:
            performed = Acting(transaction, actor, act, self.clock(), self)
            yield performed
            transaction.audit(
                AuditEntry(
                    at=performed.at,
                    who=actor.name,
                    role=actor.role.value,
                    act=act.value,
                    outcome=performed.outcome,
                    client=client,
                    case=place.case,
                    section=place.section,
                    verification=performed.verification or place.verification,
                    reason=place.reason,
                    second=performed.second,
                )
            )

    @contextmanager
    def keeping(self, actor: Actor) -> Iterator[Transaction]:
        """What is written down without being an act: a case as it goes on. Raises `NoLongerOperator` as `acting`."""
        with self.store.transaction() as transaction:
            _require_standing(transaction, actor)
            yield transaction


def _require_standing(reader: Reader, actor: Actor, act: Act | None = None) -> None:
    """As `require_standing`. A client's sign-in does not wait for what is known of operators to be imported."""
    if actor.role in OPERATORS:
        from hexwizard.desk.operator import require_standing

        require_standing(reader, actor, act)
