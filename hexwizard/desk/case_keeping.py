"""A case put into the store: two operators may have it in hand at once, and nothing that either wrote is lost."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from hexwizard.accounts.model import Change
from hexwizard.desk.actor import Actor
from hexwizard.desk.case import Case
from hexwizard.desk.services import ChangedMeanwhile
from hexwizard.desk.verification.callers import note_sighting
from hexwizard.stores.protocol import Reader, Table, Transaction

_ADDS_UP = frozenset({"steps", "causes", "freed_emails", "attempts", "approvals", "flags"})
_OF_THE_KEEPER = frozenset({"section", "visited", "trying_again", "steps_at_last_try", "verdict"})
"""Where the operator stands, and what the record tells anew at every look."""
_ANSWERS = tuple(
    field.name for field in fields(Case) if field.name not in _ADDS_UP | _OF_THE_KEEPER | {"revision", "last_change"}
)


def put_case(transaction: Transaction, actor: Actor, at: datetime, case: Case, seen: Case | None = None) -> Case:
    """Keep the case, and give it back as kept. Whatever writes a case does it here.

    Where another operator has kept it since, what either wrote stays. `seen` is the case before this operator wrote in
    it. Raises `ChangedMeanwhile` where both gave the same answer differently, and where `seen` is left out, as an act
    on the client does, where the other gave any: the act was begun on what is no longer so.
    """
    stored = transaction.get(Table.CASES, case.id, Case)
    if stored is not None:
        last = stored.last_change
        if stored.revision != case.revision and last is not None and last.by != actor.name:
            if any(_contradict(stored, case, seen, answer) for answer in _ANSWERS):
                raise ChangedMeanwhile("problem.changed-meanwhile", by=last.by, at=last.at)
            case = _with_answers_of(stored, case, seen or case)
        case = _with_deeds_of(stored, case)
    revision = 1 + (case.revision if stored is None else stored.revision)
    kept = replace(case, revision=revision, last_change=Change(actor.name, at))
    transaction.put(Table.CASES, kept.id, kept)
    if kept.caller_number and kept.username is not None:
        note_sighting(transaction, kept.caller_number, kept.username, kept.id, at)
    return kept


def with_what_others_did(reader: Reader, case: Case) -> Case:
    """The case as it stands in the store, at the screen where this operator is."""
    stored = reader.get(Table.CASES, case.id, Case)
    return case if stored is None else replace(stored, section=case.section, visited=case.visited)


def _contradict(stored: Case, case: Case, seen: Case | None, answer: str) -> bool:
    theirs, ours = getattr(stored, answer), getattr(case, answer)
    if seen is None or theirs == ours:
        return bool(theirs != ours)
    return getattr(seen, answer) not in (theirs, ours)


def _with_answers_of(stored: Case, case: Case, seen: Case) -> Case:
    """The case with the answers in the store where this operator gave none."""
    untouched = [answer for answer in _ANSWERS if getattr(case, answer) == getattr(seen, answer)]
    return replace(case, **{answer: getattr(stored, answer) for answer in untouched})


def _with_deeds_of(stored: Case, case: Case) -> Case:
    """The case with all that adds up and stands in the store and not in it.

    What was proved about another client is left behind.
    """
    steps = dict.fromkeys((*stored.steps, *case.steps))
    if stored.username == case.username:
        attempts = dict.fromkeys((*stored.attempts, *case.attempts))
        approvals = dict.fromkeys((*stored.approvals, *case.approvals))
        case = replace(
            case,
            attempts=tuple(sorted(attempts, key=lambda one: one.at)),
            approvals=tuple(sorted(approvals, key=lambda one: one.at)),
        )
    return replace(
        case.flagged(stored.flags),
        steps=tuple(sorted(steps, key=lambda step: step.at)),
        causes=tuple(dict.fromkeys((*stored.causes, *case.causes))),
        freed_emails=tuple(dict.fromkeys((*stored.freed_emails, *case.freed_emails))),
    )
