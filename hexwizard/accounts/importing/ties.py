"""The columns `companies` and `withdrawn`: a client's ties, and who took the access away."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.importing.limits import MOST_CHARACTERS
from hexwizard.accounts.importing.row import Row
from hexwizard.accounts.model import Account, Company, Membership


def memberships(
    row: Row, before: Account | None, columns: Collection[str], companies: Mapping[str, Company]
) -> tuple[Membership, ...]:
    """The client's ties. A column that the file does not have says what the account said `before`."""
    former = {tie.company_id: tie.withdrawn_by for tie in before.memberships} if before else {}
    ids = _company_ids(row, companies) if "companies" in columns else list(former)
    withdrawn = _withdrawals(row, ids) if "withdrawn" in columns else former
    return tuple(Membership(company_id, withdrawn.get(company_id)) for company_id in ids)


def _company_ids(row: Row, companies: Mapping[str, Company]) -> list[str]:
    ids: list[str] = []
    for company_id in row.entries("companies"):
        if company_id in ids:
            row.fault("companies", "company-twice", company=shown(company_id))
            continue
        if company_id not in companies:
            row.fault("companies", "company-unknown", company=shown(company_id))
        ids.append(company_id)  # even unknown, so that its withdrawal is not a second fault
    return ids


def _withdrawals(row: Row, ids: Collection[str]) -> dict[str, str]:
    """Who withdrew the access, by company id."""
    withdrawn: dict[str, str] = {}
    for entry in row.entries("withdrawn"):
        company_id, colon, name = (part.strip() for part in entry.partition(":"))
        if not colon or not company_id:
            row.fault("withdrawn", "withdrawn-form", value=shown(entry))
        elif not name:
            row.fault("withdrawn", "withdrawn-nameless", company=shown(company_id))
        elif len(name) > MOST_CHARACTERS:
            row.fault("withdrawn", "too-long", most=MOST_CHARACTERS)
        elif company_id not in ids:
            row.fault("withdrawn", "withdrawn-elsewhere", company=shown(company_id))
        elif company_id in withdrawn:
            row.fault("withdrawn", "withdrawn-twice", company=shown(company_id))
        else:
            withdrawn[company_id] = name
    return withdrawn
