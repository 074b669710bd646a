"""What a client may choose as the lasting password, however the client was let in to choose it."""

from __future__ import annotations

from collections.abc import Iterator

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.credentials import policy
from hexwizard.desk.data_files import block_list
from hexwizard.desk.services import Services


def hash_of_new(services: Services, account: Account, password: str) -> str:
    """The argon2id hash of what `account`'s client chose.

    Raises `PasswordRefused` where the policy forbids it (ASVS 6.2), or where it is one of the temporary ones, which
    never become lasting (6.4.1); `UnreadableText`.
    """
    companies = services.store.reader().companies()
    names = [companies[tie.company_id].name for tie in account.memberships if tie.company_id in companies]
    policy.require_acceptable(password, about=(*_facts_about(account), *names), blocked=block_list())
    if any(services.hasher.explain(held.hash, password) for held in account.temporary):
        raise policy.PasswordRefused("problem.password.temporary")
    return services.hasher.hash(password)


def _facts_about(account: Account) -> Iterator[str]:
    yield from (account.username, account.given_name, account.family_name, account.full_name)
    for address in account.identifiers()[1:]:
        yield from (address, comparison_key(address).partition("@")[0])
