"""Rules between accounts, and between the file and what is already stored."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hexwizard.accounts.importing import merge
from hexwizard.accounts.model import (
    Account,
    Attempts,
    Company,
    Language,
    Membership,
    MobileApp,
    Platform,
    Status,
)

from .files import HASH, Stored, account_of, companies_of, only, read, read_row, shared, told, told_all


class TestOneLiveAccountEach:
    def test_two_live_accounts_cannot_share_a_primary_e_mail(self) -> None:
        fault = only(read("username,primary_email\na,x@live.ca\nb,X@live.ca\n"))
        assert told(fault) == (3, "primary_email", "taken-in-file")
        assert fault.reason.params == {"value": "X@live.ca", "line": 2}

    @pytest.mark.parametrize(
        ("rows", "fault"),
        [
            ("a,x@live.ca\nx@live.ca,\n", (3, "username", "taken-in-file")),
            ("x@live.ca,\na,x@live.ca\n", (3, "primary_email", "taken-in-file")),
        ],
    )
    def test_a_username_cannot_be_another_s_primary_e_mail(self, rows: str, fault: tuple[int, str, str]) -> None:
        assert told(only(read(f"username,primary_email\n{rows}"))) == fault

    def test_an_account_may_have_its_own_e_mail_as_username(self) -> None:
        assert read("username,primary_email\nx@live.ca,X@live.ca\n").fault_count == 0

    def test_a_merged_account_may_still_hold_an_e_mail_that_another_holds(self) -> None:
        content = "username,primary_email,status,merged_into\na,x@live.ca,merged,b\nb,x@live.ca,,\n"
        assert read(content).fault_count == 0

    def test_an_address_already_taken_may_stand_in_the_secondary_place(self) -> None:
        content = "username,primary_email,secondary_emails\na,x@live.ca,\nb,,x@live.ca\nc,,x@live.ca\n"
        assert read(content).fault_count == 0

    def test_a_status_that_is_misspelt_is_the_only_fault_of_its_row(self) -> None:
        content = "username,primary_email,status,merged_into\na,x@live.ca,mergd,b\nb,x@live.ca,,\n"
        assert told_all(read(content)) == [(2, "status", "choice")]


class TestAgainstTheStore:
    def test_an_e_mail_that_enters_a_stored_account_is_taken(self) -> None:
        fault = only(read_row(Stored([Account("rose", primary_email="x@live.ca")]), primary_email="X@live.ca"))
        assert told(fault) == (2, "primary_email", "taken-in-store")
        assert fault.reason.params == {"value": "X@live.ca", "username": "rose"}

    def test_a_username_that_is_a_stored_account_s_e_mail_is_taken(self) -> None:
        result = read_row(Stored([Account("rose", primary_email="x@live.ca")]), username="x@live.ca")
        assert told(only(result)) == (2, "username", "taken-in-store")

    def test_what_a_stored_account_holds_as_secondary_or_as_merged_is_free(self) -> None:
        stored = Stored(
            [
                Account("rose", secondary_emails=("x@live.ca",)),
                Account("old", primary_email="x@live.ca", status=Status.MERGED, merged_into="rose"),
            ]
        )
        assert read_row(stored, primary_email="x@live.ca").fault_count == 0

    def test_what_the_file_itself_takes_away_from_a_stored_account_is_free(self) -> None:
        stored = Stored([Account("rose", primary_email="x@live.ca")])
        assert read("username,primary_email\nrose,y@live.ca\nalain,x@live.ca\n", stored).fault_count == 0

    def test_what_a_file_without_e_mails_leaves_to_a_stored_account_is_still_taken(self) -> None:
        stored = Stored([Account("rose", primary_email="x@live.ca")])
        result = read("username,phone\nrose,514\nx@live.ca,514\n", stored)
        assert told_all(result) == [(3, "username", "taken-in-file")]

    def test_a_survivor_may_be_stored(self) -> None:
        account = account_of(read_row(Stored([Account("Rose")]), status="merged", merged_into="rose"))
        assert account.merged_into == "Rose"

    def test_a_circle_may_close_through_the_store(self) -> None:
        stored = Stored([Account("rose", status=Status.MERGED, merged_into="alain_sirois"), Account("alain_sirois")])
        assert told(only(read_row(stored, status="merged", merged_into="rose"))) == (
            2,
            "merged_into",
            "survivor-cycle",
        )

    def test_added_and_updated_accounts_are_counted(self) -> None:
        result = read("username\nRose\nalain\nyves\n", Stored([Account("rose")]))
        assert (result.added, result.updated) == (2, 1)


class TestMerge:
    existing = Account(
        "Rose",
        given_name="Rose",
        primary_email="rose@live.ca",
        language=Language.ENGLISH,
        memberships=(Membership("c1", "Josée Paquin"), Membership("c2")),
        app=MobileApp(Platform.IOS, "5.9"),
        password_hash=HASH,
        must_choose_password=True,
        attempts=Attempts(3, datetime(2026, 1, 1, tzinfo=UTC)),
        invited_at=datetime(2026, 1, 2, tzinfo=UTC),
    )

    def test_the_file_is_the_truth_for_its_columns(self) -> None:
        merged = merge(self.existing, Account("rose", given_name="Rosa"))
        assert (merged.given_name, merged.primary_email, merged.password_hash) == ("Rosa", None, None)
        assert (merged.memberships, merged.app) == ((), None)

    def test_what_no_file_carries_is_kept(self) -> None:
        merged = merge(self.existing, Account("rose"))
        assert merged.attempts == self.existing.attempts
        assert merged.invited_at == self.existing.invited_at
        assert merged.must_choose_password
        assert merged.username == "Rose"

    def test_a_column_that_the_file_does_not_have_keeps_the_field(self) -> None:
        account = account_of(read("username,phone\nrose,514\n", Stored([self.existing])))
        assert account == merge(self.existing, Account("rose", phone="514"), {"phone"})
        assert account.phone == "514"
        assert account.password_hash == HASH

    def test_companies_alone_keep_who_withdrew(self) -> None:
        account = account_of(read("username,companies\nrose,c1\n", Stored([self.existing])))
        assert account.memberships == (Membership("c1", "Josée Paquin"),)

    def test_withdrawals_alone_keep_the_companies(self) -> None:
        account = account_of(read("username,withdrawn\nrose,c2:Marie Dubé\n", Stored([self.existing])))
        assert account.memberships == (Membership("c1"), Membership("c2", "Marie Dubé"))

    def test_a_secondary_e_mail_may_not_repeat_the_primary_one_that_is_kept(self) -> None:
        result = read("username,secondary_emails\nrose,rose@live.ca\n", Stored([self.existing]))
        assert told(only(result)) == (2, "secondary_emails", "email-twice")


class TestCompanies:
    def test_companies_in_use_and_left_are_read(self) -> None:
        result = companies_of("id,name,left_on\nc1,Studio Alto,\nc3,Gym Cardinal,2026-03-31\n")
        assert result.companies == (
            Company("c1", "Studio Alto"),
            Company("c3", "Gym Cardinal", date(2026, 3, 31)),
        )

    def test_every_fault_is_named_and_accounts_may_still_name_the_companies(self) -> None:
        result = companies_of(
            "name,id,left_on,city\nA,c1,never,x\n,c2,,x\nC,c1,,x\nD,,,x\nE,c;5,,x\nF,c6\nG,c7,2026-02-30,x\n"
        )
        assert told_all(result) == [
            (1, "city", "column-unknown"),
            (2, "left_on", "day"),
            (3, "name", "required"),
            (4, "id", "company-id-twice"),
            (5, "id", "required"),
            (6, "id", "company-id-form"),
            (7, None, "fields-missing"),
            (8, "left_on", "day"),
        ]
        assert result.companies == ()
        assert set(result.mentioned) == {"c1", "c2", "c6", "c7"}

    def test_a_column_that_the_file_does_not_have_keeps_what_is_stored(self) -> None:
        stored = {"c1": Company("c1", "Studio Alto", date(2026, 3, 31))}
        assert companies_of("id,name\nc1,Studio Bas\n", stored).companies == (
            Company("c1", "Studio Bas", date(2026, 3, 31)),
        )
        assert companies_of("id,left_on\nc1,\n", stored).companies == (Company("c1", "Studio Alto"),)

    def test_a_new_company_needs_a_name(self) -> None:
        assert told(only(companies_of("id\nc1\n"))) == (2, "name", "required")


def test_the_examples_import_clean() -> None:
    companies = companies_of(shared("examples/companies.csv").read_bytes())
    accounts = read(shared("examples/accounts.csv").read_bytes(), companies=companies.mentioned)
    assert (companies.faults, accounts.faults) == ((), ())
    assert accounts.added == 17
