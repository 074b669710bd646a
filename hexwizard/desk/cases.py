"""The cases: opened, kept at every step, closed."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome
from hexwizard.desk.case_keeping import put_case
from hexwizard.desk.services import Context, Services
from hexwizard.stores.protocol import Table


class Cases:
    def __init__(self, services: Services) -> None:
        self._services = services

    def open(self, actor: Actor, draft: Case | None = None) -> Case:
        """Open a case, numbered by year; `draft` gives the first answers."""
        with self._services.acting(actor, Act.OPEN_CASE) as acting:
            year = acting.at.astimezone().year
            taken = [one.id for one in acting.transaction.scan(Table.CASES, Case) if one.id.startswith(f"{year}-")]
            number = max((int(one.partition("-")[2]) for one in taken), default=0) + 1
            identity = f"{year}-{number:04}"
            case = replace(
                draft or Case(identity, acting.at, actor.name), id=identity, opened_at=acting.at, opened_by=actor.name
            )
            return put_case(acting.transaction, actor, acting.at, case)

    def draft(self, actor: Actor) -> Case:
        """A case that is not yet kept: the call has only begun."""
        return Case("", self._services.clock(), actor.name)

    def keep(self, actor: Actor, case: Case, seen: Case | None = None) -> Case:
        """Keep the case as it stands, so that a lost terminal loses nothing, and return it as kept.

        `seen` is the case before this operator wrote in it. Raises `ChangedMeanwhile` as `put_case`, and
        `NoLongerOperator`.
        """
        with self._services.keeping(actor) as transaction:
            return put_case(transaction, actor, self._services.clock(), case, seen)

    def close(self, actor: Actor, case: Case, outcome: Outcome, feedback: Feedback | None) -> Case:
        """End the call. A case handed over stays with the Hexperts."""
        handed_over = outcome is Outcome.HANDED_OVER
        with self._services.acting(
            actor, Act.CLOSE_CASE, client=case.username or "", context=Context(case=case.id, reason=outcome.value)
        ) as acting:
            closed = replace(
                case,
                state=CaseState.HANDED_OVER if handed_over else CaseState.CLOSED,
                closed_at=None if handed_over else acting.at,
                outcome=outcome,
                feedback=feedback,
            )
            return put_case(acting.transaction, actor, acting.at, closed, seen=case)

    def get(self, identity: str) -> Case | None:
        return self._services.store.reader().get(Table.CASES, identity, Case)

    def all(self) -> tuple[Case, ...]:
        """Every case, newest first."""
        reader = self._services.store.reader()
        return tuple(sorted(reader.scan(Table.CASES, Case), key=lambda case: (case.opened_at, case.id), reverse=True))
