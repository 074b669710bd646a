"""What an import leaves of an account that was there before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from hexwizard.accounts.importing.columns import ACCOUNT_COLUMNS
from hexwizard.accounts.model import Account

_COLUMNS_OF: Final = {
    "given_name": ("given_name",),
    "family_name": ("family_name",),
    "primary_email": ("primary_email",),
    "secondary_emails": ("secondary_emails",),
    "phone": ("phone",),
    "language": ("language",),
    "status": ("status", "merged_into"),
    "merged_into": ("status", "merged_into"),
    "memberships": ("companies", "withdrawn"),
    "first_connection": ("first_connection",),
    "app": ("app_platform", "app_version"),
    "password_hash": ("password_hash",),
}
"""Which columns a field is read from. Fields that are not here are none of the file's business."""


def merge(existing: Account, imported: Account, columns: Collection[str] = ACCOUNT_COLUMNS) -> Account:
    """The account after an import of `imported` from a file that has `columns`.

    The file is the truth for the columns that it has: an empty cell empties the field, an empty
    `password_hash` takes the password away. A column that the file does not have leaves the field as it
    was; `status` goes with `merged_into`, `app_platform` with `app_version`. What no file carries is kept:
    temporary passwords, attempts, invitations, the last change. So is the username as first written,
    because cases and the audit trail name it.
    """
    taken = {
        field: getattr(imported, field)
        for field, sources in _COLUMNS_OF.items()
        if any(column in columns for column in sources)
    }
    return replace(existing, **taken)
