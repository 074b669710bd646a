"""The Hexperts' queue: cases handed over, taken, put back, answered and ended. Each is an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from hexwizard.accounts.identifiers import require_text
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.case import Case
from hexwizard.desk.clients import Clients, Question
from hexwizard.desk.hand_over import HandOver, HandOverOutcome
from hexwizard.desk.packet import pack
from hexwizard.desk.repairs import context_of, record_step
from hexwizard.desk.services import Acting, Context, Services
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Diagnosis
from hexwizard.stores.protocol import Reader, Table

LONGEST_ANSWER = 2_000


class HandOverRefused(Problem):
    """The case cannot be handed over, taken, put back, answered or ended; the message says why."""


class TakenAlready(HandOverRefused):
    """Another Hexpert has it."""


class HandOvers:
    """Each act raises `NotPermitted` or `HandOverRefused`, and then nothing has happened."""

    def __init__(self, services: Services, clients: Clients) -> None:
        self._services = services
        self._clients = clients

    def get(self, case: str) -> HandOver | None:
        """Where the case stands with the Hexperts; None where it was never handed over."""
        return self._services.store.reader().get(Table.HAND_OVERS, case, HandOver)

    def all(self) -> tuple[HandOver, ...]:
        """Every case ever handed over, the one that has waited longest first."""
        found = self._services.store.reader().scan(Table.HAND_OVERS, HandOver)
        return tuple(sorted(found, key=lambda one: (one.at, one.case)))

    def queue(self) -> tuple[HandOver, ...]:
        """What waits for a Hexpert or is with one, the longest waiting first."""
        found = self._services.store.reader().holding(Table.HAND_OVERS, "ended_at", None, HandOver)
        return tuple(sorted((one for one in found if one.is_in_queue), key=lambda one: (one.at, one.case)))

    def take_in_earlier(self, actor: Actor, cases: Iterable[Case]) -> None:
        """Queue those of `cases`, all with the Hexperts, that were handed over before there was a queue.

        Their packet says how they stand now. Raises `NoLongerOperator`.
        """
        reader = self._services.store.reader()
        left = [one for one in cases if _of(reader, one.id) is None]
        if not left:
            return
        packed = [(one, pack(one, *self._clients.examine(_question(one)))) for one in left]
        with self._services.keeping(actor) as transaction:
            for case, packet in packed:
                if _of(transaction, case.id) is None:  # another wizard may have been quicker
                    at = case.handed_over_at or case.closed_at or case.opened_at
                    by = next((one.by for one in reversed(case.steps) if one.what == Act.HAND_OVER), case.opened_by)
                    transaction.put(Table.HAND_OVERS, case.id, HandOver(case.id, by, at, packet))

    def hand_over(self, actor: Actor, case: Case, facts: Facts, diagnosis: Diagnosis) -> Case:
        """Pass the case to the Hexperts with all that it holds (article, section 6). It comes back with its step.

        The packet is frozen: it stays what `facts` and `diagnosis` say, and the step itself is no part of it.
        """
        with self._services.acting(
            actor, Act.HAND_OVER, client=case.username or "", context=context_of(case)
        ) as acting:
            earlier = _of(acting.transaction, case.id)
            if earlier is not None and earlier.is_in_queue:
                raise HandOverRefused("problem.hand-over.already", by=earlier.by, at=earlier.at)
            handed = HandOver(
                case.id, actor.name, acting.at, replace(pack(case, facts, diagnosis), packed_at=acting.at)
            )
            acting.transaction.put(Table.HAND_OVERS, case.id, handed)
            return record_step(acting, case, Act.HAND_OVER)

    def take(self, actor: Actor, case: str) -> HandOver:
        """It is this Hexpert's now, for all to see. Raises `TakenAlready` with who has it and since when."""
        with self._acting(actor, Act.TAKE_HAND_OVER, case) as (acting, handed):
            if handed.taken_by not in (None, actor.name):
                raise TakenAlready("problem.hand-over.taken", by=handed.taken_by or "", at=handed.taken_at or acting.at)
            return _put(acting, replace(handed, taken_by=actor.name, taken_at=handed.taken_at or acting.at))

    def release(self, actor: Actor, case: str) -> HandOver:
        """Back into the queue, at its old place. Only who has it, or an administrator for them."""
        with self._acting(actor, Act.RELEASE_HAND_OVER, case) as (acting, handed):
            if actor.role is not Role.ADMIN:
                require_taken(actor, handed)
            return _put(acting, replace(handed, taken_by=None, taken_at=None))

    def answer(self, actor: Actor, case: str, text: str) -> HandOver:
        """What the agent is to know or do; the agent sees it at once. A later answer takes its place."""
        said = require_text(text).strip()
        if not said or len(said) > LONGEST_ANSWER:
            raise HandOverRefused("problem.hand-over.answer", most=LONGEST_ANSWER)
        with self._acting(actor, Act.ANSWER_HAND_OVER, case) as (acting, handed):
            require_taken(actor, handed)
            return _put(acting, replace(handed, answer=said, answered_by=actor.name, answered_at=acting.at))

    def end(self, actor: Actor, case: str, outcome: HandOverOutcome) -> HandOver:
        """It leaves the queue, and the agent goes on with the client."""
        with self._acting(actor, Act.END_HAND_OVER, case, reason=outcome.value) as (acting, handed):
            require_taken(actor, handed)
            return _put(acting, replace(handed, outcome=outcome, ended_by=actor.name, ended_at=acting.at))

    @contextmanager
    def _acting(self, actor: Actor, act: Act, case: str, reason: str = "") -> Iterator[tuple[Acting, HandOver]]:
        handed = self.get(case)
        client = (handed.packet.username if handed is not None else None) or ""
        context = Context(case=case, reason=reason)
        with self._services.acting(actor, act, client=client, context=context) as acting:
            current = _of(acting.transaction, case)
            if current is None or not current.is_in_queue:
                raise HandOverRefused("problem.hand-over.none", case=case)
            yield acting, current


def _question(case: Case) -> Question:
    return Question(case.identifier, case.username, case.message, case.no_mail, case.app)


def _of(reader: Reader, case: str) -> HandOver | None:
    return reader.get(Table.HAND_OVERS, case, HandOver)


def _put(acting: Acting, handed: HandOver) -> HandOver:
    acting.transaction.put(Table.HAND_OVERS, handed.case, handed)
    return handed


def require_taken(actor: Actor, handed: HandOver) -> None:
    """Raises `HandOverRefused` where nobody has it, `TakenAlready` where another Hexpert does."""
    if handed.taken_by is None:
        raise HandOverRefused("problem.hand-over.take-first")
    if handed.taken_by != actor.name:
        raise TakenAlready("problem.hand-over.taken", by=handed.taken_by, at=handed.taken_at or handed.at)
