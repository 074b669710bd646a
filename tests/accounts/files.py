"""Import files for the tests: made from rows, read back, and what was said about them."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.importing import (
    AccountsRead,
    CompaniesRead,
    Existing,
    Fault,
    read_accounts,
    read_companies,
)
from hexwizard.accounts.model import Account, Company

HASH = "$argon2id$v=19$m=1024,t=1,p=1$XYIlnLBdUgveYV5XMQphsQ$wqmEklz1PSpV+7tuA8+9Zv/gg8ZY3XRF+n4B3nKep0E"
COMPANIES = {"c1": Company("c1", "Studio Alto"), "c2": Company("c2", "Clinique Boréale")}


@dataclass(frozen=True)
class Stored:
    """A store of a few accounts."""

    accounts: Sequence[Account] = ()

    def account(self, username: str) -> Account | None:
        key = comparison_key(username)
        return next((held for held in self.accounts if comparison_key(held.username) == key), None)

    def holders(self, identifier: str) -> Sequence[Account]:
        return [held for held in self.accounts if held.place_of(identifier) is not None]


def written(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A file with the columns that the rows use."""
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(
    content: bytes | str, existing: Existing | None = None, companies: Mapping[str, Company] = COMPANIES
) -> AccountsRead:
    raw = content.encode() if isinstance(content, str) else content
    return read_accounts(io.BytesIO(raw), file="accounts.csv", companies=companies, existing=existing or Stored())


def read_row(existing: Existing | None = None, **cells: str) -> AccountsRead:
    """A file of one row, with a username unless it is given."""
    return read(written([{"username": "alain_sirois", **cells}]), existing)


def companies_of(content: bytes | str, existing: Mapping[str, Company] | None = None) -> CompaniesRead:
    raw = content.encode() if isinstance(content, str) else content
    return read_companies(io.BytesIO(raw), file="companies.csv", existing=existing or {})


def told(fault: Fault) -> tuple[int, str | None, str]:
    """A fault as the tests compare it: line, column, and the end of its key."""
    return fault.line, fault.column, fault.reason.key.removeprefix("import.fault.")


def told_all(result: AccountsRead | CompaniesRead) -> list[tuple[int, str | None, str]]:
    return [told(fault) for fault in result.faults]


def only(result: AccountsRead | CompaniesRead) -> Fault:
    assert len(result.faults) == 1, result.faults
    return result.faults[0]


def account_of(result: AccountsRead) -> Account:
    assert result.faults == ()
    (account,) = result.accounts
    return account


def shared(name: str) -> Path:
    """A file that is given beside the checkout; the test is skipped where it is not there."""
    beside = Path(__file__).resolve().parents[2].parent / "shared"
    path = Path(os.environ.get("HEXWIZARD_SHARED", beside)) / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout; HEXWIZARD_SHARED names the folder that has it")
    return path
