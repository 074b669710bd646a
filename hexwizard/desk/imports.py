"""Accounts and companies brought in from files: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from hexwizard.accounts.collector import collector_paused
from hexwizard.accounts.contacts import noting_changes
from hexwizard.accounts.importing import NO_ACCOUNTS, AccountsRead, CompaniesRead, Fault, read_accounts, read_companies
from hexwizard.accounts.importing.watch import EVERY, Cancelled, Watch
from hexwizard.accounts.model import Change
from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Act, Actor, require_permitted
from hexwizard.desk.services import Acting, Services
from hexwizard.locale.os_errors import why
from hexwizard.stores.protocol import Reader, Table


class Stage(StrEnum):
    """What an import is at. Until both are over it can be stopped, and nothing has happened."""

    READING = "reading"
    WRITING = "writing"


ImportProgress: TypeAlias = Callable[[Stage, int, int], None]
"""Is told the stage, what is done of it, and all there is to do: bytes while reading, accounts while writing."""


class ImportFileUnreadable(Problem):
    """The file to import is not there, or may not be read."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: with a single fault nothing is written."""

    added: int
    updated: int
    companies: int
    faults: tuple[Fault, ...]
    fault_count: int
    written: bool

    @property
    def is_refused(self) -> bool:
        return self.fault_count > 0


@dataclass(frozen=True, slots=True)
class _Files:
    accounts: Path
    companies: Path | None
    progress: ImportProgress | None
    cancelled: Cancelled | None
    stamp: Change

    def watch(self, stage: Stage) -> Watch:
        """How far that stage is, told and stopped as whoever began the import wishes."""
        told = self.progress
        return Watch(None if told is None else lambda done, total: told(stage, done, total), self.cancelled)


class Imports:
    def __init__(self, services: Services) -> None:
        self._services = services

    def run(
        self,
        actor: Actor,
        accounts: Path,
        companies: Path | None = None,
        *,
        dry_run: bool = False,
        progress: ImportProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportReport:
        """Add or update by username, in one act. Every fault of both files is in the report.

        Raises `ImportFileUnreadable`, `ImportCancelled`, `NotPermitted`; then nothing was written.
        """
        require_permitted(actor, Act.IMPORT)
        stamp = Change(actor.name, self._services.clock())
        files = _Files(accounts, companies, progress, cancelled, stamp)
        with collector_paused():
            return self._run(actor, files, dry_run=dry_run)

    def _run(self, actor: Actor, files: _Files, *, dry_run: bool) -> ImportReport:
        reader = self._services.store.reader()
        seen = reader.generation
        read = _read(files, reader)
        report = _report(*read, written=False)
        if report.is_refused or dry_run:
            return report
        with self._services.acting(actor, Act.IMPORT) as acting:
            if acting.transaction.generation != seen:
                read = _read(files, acting.transaction)
                report = _report(*read, written=False)
                if report.is_refused:
                    acting.outcome = "refused"
                    return report
            _write(acting, files.stamp, *read, files.watch(Stage.WRITING))
            acting.outcome = f"{report.added} added, {report.updated} updated"
        return replace(report, written=True)


def _read(files: _Files, reader: Reader) -> tuple[CompaniesRead | None, AccountsRead]:
    known = dict(reader.companies())
    companies: CompaniesRead | None = None
    if files.companies is not None:
        try:
            with files.companies.open("rb") as source:
                companies = read_companies(source, file=files.companies.name, existing=known)
        except OSError as error:
            raise _unreadable(files.companies, error) from None
        known.update(companies.mentioned)
    try:
        with files.accounts.open("rb") as source:
            accounts = read_accounts(
                source,
                file=files.accounts.name,
                companies=known,
                existing=NO_ACCOUNTS if next(reader.accounts(), None) is None else reader,
                stamp=files.stamp,
                watch=files.watch(Stage.READING),
            )
    except OSError as error:
        raise _unreadable(files.accounts, error) from None
    return companies, accounts


def _unreadable(path: Path, error: OSError) -> ImportFileUnreadable:
    return ImportFileUnreadable("problem.import.unreadable", path=str(path), why=why(error))


def _report(companies: CompaniesRead | None, accounts: AccountsRead, *, written: bool) -> ImportReport:
    faults = (*(companies.faults if companies else ()), *accounts.faults)
    return ImportReport(
        accounts.added,
        accounts.updated,
        len(companies.companies) if companies else 0,
        faults,
        accounts.fault_count + (companies.fault_count if companies else 0),
        written,
    )


def _write(
    acting: Acting, stamp: Change, companies: CompaniesRead | None, accounts: AccountsRead, watch: Watch
) -> None:
    for company in companies.companies if companies else ():
        acting.transaction.put(Table.COMPANIES, company.id, company)
    for count, account in enumerate(accounts.accounts):
        if count % EVERY == 0:
            watch.look(count, len(accounts.accounts))
        before = acting.transaction.account(account.username) if accounts.updated else None
        stored = account if before is None else noting_changes(before, replace(account, last_change=stamp), acting.at)
        acting.transaction.put(Table.ACCOUNTS, account.username, stored)
    watch.look(len(accounts.accounts), len(accounts.accounts))
