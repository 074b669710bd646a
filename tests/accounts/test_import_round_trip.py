"""Whatever accounts there are: written as an import file and read back, they are the same."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account, Language, Membership, MobileApp, Platform, Status

from .files import COMPANIES, HASH, read, written

LETTERS = string.ascii_letters + "éèçÉŒ"
NAMES = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=30).map(str.strip)
WORDS = st.text(LETTERS + string.digits + "_", min_size=1, max_size=12)
ADDRESSES = st.builds(lambda local: f"{local}@courriel.ca", WORDS)
PROFESSIONALS = NAMES.map(lambda name: name.replace(";", " ").strip()).filter(bool)
TIES = st.lists(
    st.builds(Membership, st.sampled_from(sorted(COMPANIES)), st.none() | PROFESSIONALS),
    unique_by=lambda tie: tie.company_id,
    max_size=2,
).map(tuple)
APPS = st.builds(MobileApp, st.sampled_from(Platform), st.sampled_from(["5.9", "5.10.0", "6.0rc1"]))
MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the zone is beside it
ACCOUNTS = st.lists(
    st.builds(
        Account,
        username=WORDS,
        given_name=NAMES,
        family_name=NAMES,
        primary_email=st.none() | ADDRESSES,
        secondary_emails=st.lists(ADDRESSES, unique_by=comparison_key, max_size=3).map(tuple),
        phone=st.sampled_from(["", "514-555-0199"]),
        language=st.sampled_from(Language),
        memberships=TIES,
        first_connection=st.none() | MOMENTS,
        app=st.none() | APPS,
        password_hash=st.sampled_from([None, HASH]),
    ).filter(lambda account: account.primary_email is None or not _holds_it_twice(account)),
    unique_by=(
        lambda account: comparison_key(account.username),
        lambda account: comparison_key(account.primary_email or account.username + "@"),
    ),
    min_size=1,
    max_size=8,
)


def _holds_it_twice(account: Account) -> bool:
    keys = {comparison_key(address) for address in account.secondary_emails}
    return comparison_key(account.primary_email or "") in keys


def _row(account: Account) -> dict[str, str]:
    return {
        "phone": account.phone,
        "username": account.username,
        "given_name": account.given_name,
        "family_name": account.family_name,
        "primary_email": account.primary_email or "",
        "secondary_emails": ";".join(account.secondary_emails),
        "language": account.language,
        "status": account.status,
        "merged_into": account.merged_into or "",
        "companies": ";".join(tie.company_id for tie in account.memberships),
        "withdrawn": ";".join(
            f"{tie.company_id}:{tie.withdrawn_by}" for tie in account.memberships if tie.withdrawn_by
        ),
        "first_connection": account.first_connection.isoformat() if account.first_connection else "",
        "app_platform": account.app.platform if account.app else "",
        "app_version": account.app.version if account.app else "",
        "password_hash": account.password_hash or "",
    }


@settings(deadline=None)
@given(ACCOUNTS)
def test_accounts_survive_the_way_through_a_file(accounts: list[Account]) -> None:
    merged = [
        Account(
            f"merged-{number}",
            status=Status.MERGED,
            merged_into=account.username,
            primary_email=account.primary_email,
        )
        for number, account in enumerate(accounts)
    ]
    expected = tuple(accounts + merged)
    result = read(written(_row(account) for account in expected))
    assert result.faults == ()
    assert result.accounts == expected
