"""The columns of the two import files (the contract, « Import files »)."""

from __future__ import annotations

from typing import Final

ACCOUNT_COLUMNS: Final = (
    "username",
    "given_name",
    "family_name",
    "primary_email",
    "secondary_emails",
    "phone",
    "language",
    "status",
    "merged_into",
    "companies",
    "withdrawn",
    "first_connection",
    "app_platform",
    "app_version",
    "password_hash",
)
COMPANY_COLUMNS: Final = ("id", "name", "left_on")
