"""The cases: opened, kept at every step, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import islice

from hexwizard.accounts.resolution import owner
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome
from hexwizard.desk.case_keeping import put_case
from hexwizard.desk.services import Acting, Context, Services
from hexwizard.stores.protocol import Table


class Cases:
    def __init__(self, services: Services) -> None:
        self._services = services

    def open(self, actor: Actor, draft: Case | None = None) -> Case:
        """Open a case, numbered by year; `draft` gives the first answers.

        It is about the client whose identifier is typed from the first moment on: an act may come before any answer.
        """
        with self._services.acting(actor, Act.OPEN_CASE) as acting:
            identity = _next_identity(acting)
            if draft is not None and draft.username is None and draft.identifier:
                holder = owner(draft.identifier, acting.transaction.holders(draft.identifier))
                draft = draft.about(holder.username if holder is not None else None)
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
                parked=None,
            )
            return put_case(acting.transaction, actor, acting.at, closed, seen=case)

    def get(self, identity: str) -> Case | None:
        return self._services.store.reader().get(Table.CASES, identity, Case)

    def under_way(self) -> tuple[Case, ...]:
        """The open cases, newest first."""
        found = self._services.store.reader().holding(Table.CASES, "state", CaseState.OPEN.value, Case)
        return tuple(sorted((case for case in found if case.is_open), key=_opened, reverse=True))

    def due(self, actor: Actor) -> tuple[Case, ...]:
        """The calls that `actor` opened and parked, and that have waited long enough, the longest first."""
        now = self._services.clock()
        mine = (case for case in self.under_way() if case.opened_by == actor.name and case.parked is not None)
        due = [
            (case.parked.until, case.id, case) for case in mine if case.parked is not None and case.parked.is_due(now)
        ]
        return tuple(case for _, _, case in sorted(due, key=lambda one: one[:2]))

    def with_hexperts(self) -> tuple[Case, ...]:
        """The cases whose call has ended while a Hexpert has them, or has answered, newest first."""
        found = self._services.store.reader().holding(Table.CASES, "state", CaseState.HANDED_OVER.value, Case)
        return tuple(sorted((case for case in found if case.state is CaseState.HANDED_OVER), key=_opened, reverse=True))

    def last_ended(self, most: int) -> tuple[Case, ...]:
        """Of the cases that are not open, those opened last."""
        found = self._services.store.reader().newest(Table.CASES, Case)
        return tuple(islice((case for case in found if not case.is_open), most))

    def others_about(self, case: Case, username: str | None) -> tuple[Case, ...]:
        """The calls about that client but `case`, newest first; none where nobody knows yet who it is."""
        if username is None:
            return ()
        found = self._services.store.reader().holding(Table.CASES, "username", username, Case)
        others = (one for one in found if one.username == username and one.id != case.id)
        return tuple(sorted(others, key=_opened, reverse=True))

    def all(self) -> tuple[Case, ...]:
        """Every case, newest first."""
        reader = self._services.store.reader()
        return tuple(sorted(reader.scan(Table.CASES, Case), key=_opened, reverse=True))


def _opened(case: Case) -> tuple[datetime, str]:
    return case.opened_at, case.id


def _next_identity(acting: Acting) -> str:
    """The year and the number after the last that was given in it."""
    year = acting.at.astimezone().year
    identities = (case.id.partition("-") for case in acting.transaction.newest(Table.CASES, Case))
    last = next((int(number) for of, _, number in identities if of == str(year)), 0)
    while acting.transaction.get(Table.CASES, identity := f"{year}-{last + 1:04}", Case) is not None:
        last += 1  # a case of another year's clock may stand between
    return identity
