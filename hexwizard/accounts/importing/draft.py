"""One row of the accounts file as an account, before it is held against the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.importing.emails import primary_email, secondary_emails
from hexwizard.accounts.importing.existing import Existing
from hexwizard.accounts.importing.faults import shown
from hexwizard.accounts.importing.hashes import password_hash
from hexwizard.accounts.importing.merging import merge
from hexwizard.accounts.importing.row import Row
from hexwizard.accounts.importing.ties import memberships
from hexwizard.accounts.importing.values import moment, version
from hexwizard.accounts.model import Account, Change, Company, Language, Membership, MobileApp, Platform, Status

_LANGUAGES: Mapping[str, Language] = {language.value: language for language in Language}
_STATUSES: Mapping[str, Status] = {status.value: status for status in Status}
_PLATFORMS: Mapping[str, Platform] = {platform.value: platform for platform in Platform}


@dataclass(frozen=True, slots=True)
class Draft:
    """`account` is what would be stored; what could not be read in it is empty, and its fault is noted."""

    row: Row
    key: str
    account: Account
    replaced: Account | None


def draft(
    row: Row, columns: Collection[str], companies: Mapping[str, Company], existing: Existing, stamp: Change | None
) -> Draft | None:
    """The row as an account, a new one with `stamp` for its last change; None without a username.

    A row that is not whole keeps its username alone.
    """
    username = row.required("username") if "username" in columns else ""
    before = existing.account(username) if username else None
    if not row.whole:
        return Draft(row, comparison_key(username), Account(username), before) if username else None
    account = _account(row, columns, username, memberships(row, before, columns, companies), stamp)
    if not username:
        return None
    if before is not None:
        account = merge(before, account, columns)
    _refuse_email_twice(row, account, columns)
    return Draft(row, comparison_key(username), account, before)


def _account(
    row: Row, columns: Collection[str], username: str, ties: tuple[Membership, ...], stamp: Change | None
) -> Account:
    """Columns that the file does not have are not asked for in each row: that is a tenth of an import's time."""
    merges = "status" in columns or "merged_into" in columns
    status = _status(row) if merges else Status.ACTIVE
    return Account(
        username=username,
        given_name=row.text("given_name"),
        family_name=row.text("family_name"),
        primary_email=primary_email(row),
        secondary_emails=secondary_emails(row) if "secondary_emails" in columns else (),
        phone=row.text("phone"),
        language=_language(row) if "language" in columns else Language.FRENCH,
        status=status,
        merged_into=_merged_into(row, status) if merges else None,
        memberships=ties,
        first_connection=moment(row, "first_connection") if "first_connection" in columns else None,
        app=_app(row) if "app_platform" in columns or "app_version" in columns else None,
        password_hash=password_hash(row) if "password_hash" in columns else None,
        last_change=stamp,
    )


def _language(row: Row) -> Language:
    return _LANGUAGES.get(row.choice("language", _LANGUAGES), Language.FRENCH)


def _status(row: Row) -> Status:
    """Empty is active. A status that cannot be understood counts as merged, which claims no identifier."""
    word = row.choice("status", _STATUSES)
    return _STATUSES.get(word, Status.MERGED if row.has("status") else Status.ACTIVE)


def _merged_into(row: Row, status: Status) -> str | None:
    survivor = row.plain("merged_into")
    if status is Status.ACTIVE and survivor:
        row.fault("merged_into", "survivor-unexpected")
        return None
    if row.text("status") == Status.MERGED and not row.has("merged_into"):
        row.fault("merged_into", "survivor-missing")
    return survivor or None


def _app(row: Row) -> MobileApp | None:
    """The app on record: a platform and a version, or neither."""
    platform = row.choice("app_platform", _PLATFORMS)
    number = version(row, "app_version")
    if platform and number:
        return MobileApp(_PLATFORMS[platform], number)
    if platform and not row.has("app_version"):
        row.fault("app_version", "app-incomplete")
    if number and not row.has("app_platform"):
        row.fault("app_platform", "app-incomplete")
    return None


def _refuse_email_twice(row: Row, account: Account, columns: Collection[str]) -> None:
    if account.primary_email is None or not account.secondary_emails:
        return
    primary = comparison_key(account.primary_email)
    if any(comparison_key(address) == primary for address in account.secondary_emails):
        column = "secondary_emails" if "secondary_emails" in columns else "primary_email"
        row.fault(column, "email-twice", value=shown(account.primary_email))
