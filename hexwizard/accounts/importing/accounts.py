"""Reads `ACCOUNTS.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from hexwizard.accounts.importing.claims import refuse_shared_claims
from hexwizard.accounts.importing.columns import ACCOUNT_COLUMNS
from hexwizard.accounts.importing.draft import Draft, draft
from hexwizard.accounts.importing.existing import Existing
from hexwizard.accounts.importing.faults import Fault, Faults
from hexwizard.accounts.importing.survivors import Survivors
from hexwizard.accounts.importing.table import Table
from hexwizard.accounts.importing.watch import EVERY, Watch
from hexwizard.accounts.model import Account, Change, Company


@dataclass(frozen=True, slots=True)
class AccountsRead:
    """What came of reading: `accounts` is empty where there is a single fault.

    `accounts` are as they are to be stored, already merged with those that were there; `columns` is what
    `merge` needs to do that again where the store may have moved on meanwhile. `fault_count` counts all
    faults, of which `faults` keeps the first thousand.
    """

    file: str
    columns: frozenset[str]
    accounts: tuple[Account, ...]
    added: int
    updated: int
    faults: tuple[Fault, ...]
    fault_count: int


def read_accounts(
    source: BinaryIO,
    *,
    file: str,
    companies: Mapping[str, Company],
    existing: Existing,
    stamp: Change | None = None,
    watch: Watch | None = None,
) -> AccountsRead:
    """Every account of the file, or every fault of it; `file` is the name that faults go by.

    `companies` are all that an account may belong to, those of the store and those imported beside it. `stamp` becomes
    the last change of each new account. Raises `ImportCancelled` where `watch` is to stop it; nothing is written.
    """
    faults = Faults(file)
    watch = watch or Watch()
    table = Table(source, faults, watch, known=ACCOUNT_COLUMNS, key="username")
    drafts = _drafts(table, companies, existing, stamp)
    accounts = _held_against_each_other(drafts, existing, watch)
    sound = faults.count == 0
    updated = sum(draft.replaced is not None for draft in drafts.values()) if sound else 0
    return AccountsRead(
        file=file,
        columns=table.columns,
        accounts=tuple(accounts) if sound else (),
        added=len(drafts) - updated if sound else 0,
        updated=updated,
        faults=faults.kept(),
        fault_count=faults.count,
    )


def _drafts(
    table: Table, companies: Mapping[str, Company], existing: Existing, stamp: Change | None
) -> dict[str, Draft]:
    """The rows that have a username, by its key; of those that share one, the first."""
    drafts: dict[str, Draft] = {}
    for row in table.rows():
        read = draft(row, table.columns, companies, existing, stamp)
        row.let_go()
        if read is not None:
            first = drafts.setdefault(read.key, read)
            if first is not read:
                row.fault("username", "username-twice", line=first.row.line)
    return drafts


def _held_against_each_other(drafts: Mapping[str, Draft], existing: Existing, watch: Watch) -> list[Account]:
    """The accounts, once the rules between them are checked and their faults noted."""
    for count, _ in enumerate(refuse_shared_claims(drafts, existing)):
        if count % EVERY == 0:
            watch.pause()
    survivors = Survivors(drafts, existing)
    return [survivors.settled(draft) for draft in drafts.values()]
