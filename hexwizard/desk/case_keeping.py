"""A case put into the store: two operators may have it in hand at once, and nothing that either did is lost."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.desk.case import Case
from hexwizard.stores.protocol import Reader, Table, Transaction


def put_case(transaction: Transaction, case: Case) -> Case:
    """Keep the case, with what was done in it meanwhile from elsewhere; gives it back as kept."""
    kept = with_what_others_did(transaction, case)
    transaction.put(Table.CASES, kept.id, kept)
    return kept


def with_what_others_did(reader: Reader, case: Case) -> Case:
    """The case with all that stands in the store and not in it: steps, freed e-mails, proofs, signatures and flags.

    What was proved about another client is left behind.
    """
    stored = reader.get(Table.CASES, case.id, Case)
    if stored is None:
        return case
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
        freed_emails=tuple(dict.fromkeys((*stored.freed_emails, *case.freed_emails))),
    )
