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
    """The case with the steps and the freed e-mails that stand in the store and not in it."""
    stored = reader.get(Table.CASES, case.id, Case)
    if stored is None:
        return case
    steps = dict.fromkeys((*stored.steps, *case.steps))
    return replace(
        case,
        steps=tuple(sorted(steps, key=lambda step: step.at)),
        freed_emails=tuple(dict.fromkeys((*stored.freed_emails, *case.freed_emails))),
    )
