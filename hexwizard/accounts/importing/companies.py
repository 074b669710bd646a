"""Reads `COMPANIES.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from hexwizard.accounts.importing.columns import COMPANY_COLUMNS
from hexwizard.accounts.importing.faults import Fault, Faults, shown
from hexwizard.accounts.importing.row import Row
from hexwizard.accounts.importing.table import Table
from hexwizard.accounts.importing.values import day
from hexwizard.accounts.importing.watch import Cancelled, Progress, Watch
from hexwizard.accounts.model import Company


@dataclass(frozen=True, slots=True)
class CompaniesRead:
    """What came of reading: `companies` is empty where there is a single fault.

    `mentioned` are all that have an id, faulty or not: an accounts file is not wrong for naming them.
    """

    file: str
    companies: tuple[Company, ...]
    mentioned: Mapping[str, Company]
    faults: tuple[Fault, ...]
    fault_count: int


def read_companies(
    source: BinaryIO,
    *,
    file: str,
    existing: Mapping[str, Company],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CompaniesRead:
    """Every company of the file, or every fault of it; `existing` are the store's, by id.

    The file is the truth for its columns; a column that it does not have keeps what the store says. Raises
    `ImportCancelled` where `cancelled` says so.
    """
    faults = Faults(file)
    table = Table(source, faults, Watch(progress, cancelled), known=COMPANY_COLUMNS, key="id")
    read: dict[str, Company] = {}
    lines: dict[str, int] = {}
    for row in table.rows():
        company = _company(row, table.columns, existing)
        if company is None:
            continue
        if company.id in lines:
            row.fault("id", "company-id-twice", line=lines[company.id])
        else:
            read[company.id] = company
            lines[company.id] = row.line
    sound = faults.count == 0
    companies = tuple(read.values()) if sound else ()
    return CompaniesRead(file, companies, read, faults.kept(), faults.count)


def _company(row: Row, columns: frozenset[str], existing: Mapping[str, Company]) -> Company | None:
    """The row as a company; None where it has no id that accounts could name."""
    company_id = row.required("id") if "id" in columns else ""
    if ";" in company_id or ":" in company_id:
        row.fault("id", "company-id-form", value=shown(company_id))
        return None
    if not row.whole:
        return Company(company_id, company_id) if company_id else None
    before = existing.get(company_id)
    company = before or Company(company_id, "")
    if "name" in columns or before is None:
        company = replace(company, name=row.text("name"))
        if not row.has("name"):
            row.fault("name", "required", column="name")
    left_on = day(row, "left_on")
    if "left_on" in columns:
        company = replace(company, left_on=left_on)
    return company if company_id else None
