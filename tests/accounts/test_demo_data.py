"""The data that the project is delivered with: the demo, the words, the alphabets, the block list."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher, extract_parameters

from hexwizard.accounts.importing import AccountsRead
from hexwizard.accounts.model import Account, Company, Language
from hexwizard.accounts.resolution import owner

from .files import companies_of, read

DATA = Path(__file__).resolve().parents[2] / "data"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def companies() -> dict[str, Company]:
    result = companies_of((DATA / "demo/companies.csv").read_bytes())
    assert result.faults == ()
    return {company.id: company for company in result.companies}


@pytest.fixture(scope="module")
def demo(companies: dict[str, Company]) -> AccountsRead:
    return read((DATA / "demo/accounts.csv").read_bytes(), companies=companies)


class TestDemo:
    def test_it_imports_clean(self, demo: AccountsRead) -> None:
        assert demo.faults == ()
        assert len(demo.accounts) >= 28

    def test_the_article_s_example_holds_a_secondary_e_mail_alone(self, demo: AccountsRead) -> None:
        (account,) = [account for account in demo.accounts if account.username == "alain_sirois"]
        assert (account.primary_email, account.secondary_emails) == (None, ("alain.sirois@hotmail.com",))

    def test_it_has_an_account_for_every_cause_that_a_record_can_show(
        self, demo: AccountsRead, companies: dict[str, Company]
    ) -> None:
        def shut(account: Account) -> bool:
            return not account.is_merged and not account.active_companies(companies, TODAY)

        def withdrawn(account: Account) -> bool:
            ties = account.memberships
            return any(tie.withdrawn_by and companies[tie.company_id].uses_product(TODAY) for tie in ties)

        live = [account for account in demo.accounts if not account.is_merged]
        secondary_only = [account for account in live if not account.primary_email and account.secondary_emails]
        assert [account for account in demo.accounts if account.is_merged]
        assert [account for account in live if shut(account) and withdrawn(account)]
        assert [account for account in live if shut(account) and not withdrawn(account)]
        assert [account for account in live if withdrawn(account) and not shut(account)]
        assert [account for account in live if account.first_connection is None]
        assert [account for account in live if not account.primary_email and not account.secondary_emails]
        assert [account for account in secondary_only if len(account.active_companies(companies, TODAY)) > 1]
        assert [account for account in live if account.language is Language.ENGLISH]
        assert {account.app.platform for account in live if account.app and account.app.version.startswith("5.9")} == {
            "ios",
            "android",
        }

    def test_every_password_is_hashed_as_the_product_hashes(self, demo: AccountsRead) -> None:
        for account in demo.accounts:
            if account.password_hash:
                costs = extract_parameters(account.password_hash)
                assert (costs.type.name, costs.time_cost, costs.memory_cost, costs.parallelism) == (
                    "ID",
                    3,
                    65536,
                    4,
                )

    def test_its_readme_says_what_opens_each_account(self, demo: AccountsRead) -> None:
        told: dict[str, str] = {}
        for line in (DATA / "demo/README.md").read_text("utf-8").splitlines():
            cells = line.split("|")
            if len(cells) == 6 and (identifier := re.search(r"`(.+?)`", cells[2])):
                account = owner(identifier[1], demo.accounts)
                passwords = re.findall(r"`(.+?)`", cells[3])
                if account and passwords:
                    told[account.username] = passwords[-1]
        hashed = {account.username: account.password_hash for account in demo.accounts if account.password_hash}
        assert set(told) == set(hashed)
        for username, password in told.items():
            assert PasswordHasher().verify(hashed[username] or "", password), username

    def test_every_cause_of_the_contract_is_played_in_its_readme(self) -> None:
        readme = (DATA / "demo/README.md").read_text("utf-8")
        causes = """
            mistyped-identifier unknown-identifier merged-account access-removed company-left never-connected
            secondary-email-used too-many-attempts temporary-password-expired near-miss-password wrong-password
            reset-mail-missing outdated-app nothing-found
        """
        assert [cause for cause in causes.split() if f"`{cause}`" not in readme] == []

    def test_it_knows_the_newest_app_of_both_platforms(self) -> None:
        newest = tomllib.loads((DATA / "demo/config.toml").read_text("utf-8"))["mobile_app"]
        assert set(newest) == {"ios", "android"}


@pytest.mark.parametrize("language", ["french", "english"])
class TestWordLists:
    def test_there_are_words_enough_and_each_can_be_read_aloud(self, language: str) -> None:
        words = (DATA / f"word_lists/{language}.txt").read_text("ascii").splitlines()
        assert len(set(words)) == len(words) >= 2_048
        assert [word for word in words if not re.fullmatch("[a-z]{4,8}", word)] == []
        assert words == sorted(words)

    def test_no_two_words_are_one_letter_apart(self, language: str) -> None:
        words = (DATA / f"word_lists/{language}.txt").read_text("ascii").splitlines()
        seen: dict[str, str] = {word: word for word in words}
        for word in words:
            for place in range(len(word)):
                left_out = word[:place] + word[place + 1 :]
                swapped = f"{word[:place]}?{word[place + 1 :]}"
                assert left_out not in seen, (word, left_out)
                assert seen.setdefault(swapped, word) == word, (word, seen[swapped])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sign_of_a_keyboard_can_be_spelt_aloud(language: str) -> None:
    spelling = tomllib.loads((DATA / f"spelling/{language}.toml").read_text("utf-8"))
    assert set(spelling["letters"]) == set(string.ascii_lowercase)
    assert set(spelling["digits"]) == set(string.digits)
    assert set(spelling["symbols"]) == {*string.punctuation, " "}
    spoken = [name for table in ("letters", "digits", "symbols") for name in spelling[table].values()]
    assert len(set(spoken)) == len(spoken)


def test_the_block_list_holds_only_what_would_otherwise_be_long_enough() -> None:
    lines = (DATA / "block_list.txt").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert [line for line in lines if not 15 <= len(line) <= 128 or line != line.casefold()] == []
    assert {"motdepassemotdepasse", "passwordpassword", "correcthorsebatterystaple"} <= set(lines)
