"""Each rule for a row of the accounts file (the contract, « Import files »)."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from hexwizard.accounts.importing.columns import ACCOUNT_COLUMNS
from hexwizard.accounts.importing.limits import MOST_CHARACTERS, MOST_ENTRIES
from hexwizard.accounts.model import Language, Membership, MobileApp, Platform, Status

from .files import HASH, account_of, only, read, read_row, shared, told, told_all

FAULTY_CELLS = [
    ("language", "fra", "choice"),
    ("language", "FR", "choice"),
    ("status", "deleted", "choice"),
    ("primary_email", "alain.sirois", "email-invalid"),
    ("primary_email", "alain@gmail", "email-invalid"),
    ("primary_email", "alain@gmail..com", "email-invalid"),
    ("primary_email", "alain sirois@gmail.com", "email-invalid"),
    ("primary_email", "alain@10.0.0.1", "email-invalid"),
    ("primary_email", "alain\u200b@gmail.com", "invisible-character"),
    ("primary_email", "a" * 250 + "@gmail.com", "too-long"),
    ("secondary_emails", "a@live.ca;nothing", "email-invalid"),
    ("secondary_emails", "a@live.ca;b\x1b[2J@live.ca", "invisible-character"),
    ("secondary_emails", "a" * 250 + "@gmail.com;b@live.ca", "too-long"),
    ("secondary_emails", "a@live.ca; A@Live.ca ", "email-twice"),
    ("secondary_emails", ";".join(f"a{n}@live.ca" for n in range(MOST_ENTRIES + 1)), "too-many-entries"),
    ("given_name", "x" * (MOST_CHARACTERS + 1), "too-long"),
    ("companies", "c1;c9", "company-unknown"),
    ("companies", "c1;c1", "company-twice"),
    ("first_connection", "yesterday", "moment"),
    ("first_connection", "2025-02-30", "moment"),
    ("first_connection", "2025-05-04é10:00", "moment"),
    ("first_connection", "0001-01-01T00:00:00+05:00", "moment"),
    ("first_connection", "04/05/2025", "moment"),
    ("password_hash", "Forêt-bleu-504", "password-hash"),
    ("merged_into", "rose_haddad", "survivor-unexpected"),
]


@pytest.mark.parametrize(("column", "cell", "key"), FAULTY_CELLS)
def test_a_faulty_cell_is_named_by_line_column_and_reason(column: str, cell: str, key: str) -> None:
    result = read_row(None, **{column: cell})
    assert told(only(result)) == (2, column, key)
    assert result.accounts == ()


class TestUsername:
    def test_a_row_without_one_is_refused_and_its_other_faults_are_named_too(self) -> None:
        assert (
            told_all(read_row(username=" ", language="x"))
            == [(2, "language", "choice"), (2, "username", "required")][::-1]
        )

    @pytest.mark.parametrize("second", ["Alain_Sirois", " alain_sirois ", "ALAIN_SIROIS"])
    def test_it_is_unique_however_it_is_written(self, second: str) -> None:
        fault = only(read(f"username\nalain_sirois\n{second}\n"))
        assert told(fault) == (3, "username", "username-twice")
        assert fault.reason.params == {"line": 2}

    def test_composed_and_decomposed_accents_are_the_same_username(self) -> None:
        assert told(only(read("username\nélodie\ne\u0301lodie\n"))) == (3, "username", "username-twice")

    @pytest.mark.parametrize("sign", ["\x1b", "\x07", "\u202e", "\u200b", "\u0085x", "\ufeffx"])
    def test_it_holds_nothing_invisible(self, sign: str) -> None:
        assert told(only(read_row(username=f"a{sign}b"))) == (2, "username", "invisible-character")


class TestNames:
    @pytest.mark.parametrize("name", ["[/x]", "\x1b]52;c;eA==\x07", "=1+1", "עברית", "👩‍👩‍👧", "O’Brien", "\u202eabc"])
    def test_they_may_hold_odd_text(self, name: str) -> None:
        assert account_of(read_row(given_name=name)).given_name == name.strip()

    def test_naughty_strings_are_read_or_refused_and_never_crash(self) -> None:
        import json

        naughty: list[str] = json.loads(shared("hostile/blns.json").read_text("utf-8"))
        for text in naughty:
            for column in (
                "given_name",
                "username",
                "primary_email",
                "withdrawn",
                "first_connection",
                "app_version",
            ):
                result = read_row(None, **{"companies": "c1", column: text})
                assert bool(result.accounts) == (result.fault_count == 0)
                assert {line for line, _, _ in told_all(result)} <= {2}


class TestEmails:
    @pytest.mark.parametrize(
        "address",
        [
            "alain.sirois@gmail.com",
            "élodie@québec.ca",
            "o'brien+hex@sub.domain.co.uk",
            "a@b-c.ca",
            "用户@例子.广告",
            "a@xn--qubec-csa.ca",
            "agent@server.local",
        ],
    )
    def test_an_address_is_kept_as_it_is_written(self, address: str) -> None:
        assert account_of(read_row(primary_email=f" {address} ")).primary_email == address

    def test_the_quick_way_says_what_the_library_says(self) -> None:
        from hexwizard.accounts.importing.emails import _ORDINARY, _is_unusual_email

        labels = ["a", "a-b", "-a", "a-", "a--b", "a" * 63, "a" * 64, "4", "a_b", ""]
        locals_ = [
            "a",
            "a.b",
            ".a",
            "a.",
            "a..b",
            "a" * 64,
            "a" * 65,
            "a+b",
            "a'b",
            'a"b',
            "a b",
            "a,b",
            "é",
            "",
        ]
        for local in locals_:
            for label in labels:
                for last in ("ca", "c", "1", "co-m", "c4", ""):
                    address = f"{local}@{label}.{last}"
                    if _ORDINARY.fullmatch(address):
                        assert _is_unusual_email(address), address

    def test_the_is_email_samples_are_judged_as_their_authors_do(self) -> None:
        from xml.etree import ElementTree as ET

        from hexwizard.accounts.importing.emails import is_email

        tests = ET.parse(shared("hostile/isemail-tests.xml")).getroot()
        for test in tests.iter("test"):
            address = (test.findtext("address") or "").translate({0x2400 + code: code for code in range(32)})
            category = test.findtext("category")
            if category == "ISEMAIL_ERR":
                assert not is_email(address), address

    def test_one_address_twice_in_one_account_is_refused(self) -> None:
        result = read_row(primary_email="a@live.ca", secondary_emails="b@live.ca;A@LIVE.CA")
        assert told(only(result)) == (2, "secondary_emails", "email-twice")

    def test_secondary_ones_keep_their_order(self) -> None:
        account = account_of(read_row(secondary_emails="b@live.ca; a@live.ca ;"))
        assert account.secondary_emails == ("b@live.ca", "a@live.ca")


class TestMerged:
    def test_an_empty_status_is_active(self) -> None:
        assert account_of(read_row(status="")).status is Status.ACTIVE

    def test_a_merged_account_names_the_one_that_lives_on(self) -> None:
        result = read("username,status,merged_into\na,merged,B\nb,active,\n")
        assert [account.merged_into for account in result.accounts] == ["b", None]

    def test_one_that_names_none_is_refused(self) -> None:
        assert told(only(read_row(status="merged"))) == (2, "merged_into", "survivor-missing")

    def test_one_that_names_an_account_that_is_nowhere_is_refused(self) -> None:
        assert told(only(read_row(status="merged", merged_into="x"))) == (
            2,
            "merged_into",
            "survivor-unknown",
        )

    def test_one_merged_into_itself_is_refused(self) -> None:
        result = read_row(status="merged", merged_into="ALAIN_SIROIS")
        assert told(only(result)) == (2, "merged_into", "survivor-itself")

    def test_a_circle_of_them_is_refused_at_each(self) -> None:
        result = read("username,status,merged_into\na,merged,b\nb,merged,c\nc,merged,a\nd,merged,a\ne,,\n")
        assert {line for line, _, key in told_all(result) if key == "survivor-cycle"} == {2, 3, 4, 5}

    def test_a_chain_that_ends_is_accepted_however_long(self) -> None:
        names = [f"u{number}" for number in range(5_000)]
        rows = "".join(f"{lost},merged,{kept}\n" for lost, kept in pairwise(names))
        assert read(f"username,status,merged_into\n{rows}{names[-1]},,\n").fault_count == 0


class TestCompanies:
    def test_ties_keep_their_order_and_who_withdrew(self) -> None:
        account = account_of(read_row(companies="c2; c1", withdrawn="c1:Josée Paquin"))
        assert account.memberships == (Membership("c2"), Membership("c1", "Josée Paquin"))

    def test_a_professional_s_name_may_hold_a_colon(self) -> None:
        account = account_of(read_row(companies="c1", withdrawn="c1:Dre: Paquin"))
        assert account.memberships == (Membership("c1", "Dre: Paquin"),)

    @pytest.mark.parametrize(
        ("withdrawn", "key"),
        [
            ("Josée Paquin", "withdrawn-form"),
            (":Josée Paquin", "withdrawn-form"),
            ("c1: ", "withdrawn-nameless"),
            ("c2:Josée Paquin", "withdrawn-elsewhere"),
            ("c1:Josée Paquin;c1:Marie Dubé", "withdrawn-twice"),
            ("c1:" + "x" * (MOST_CHARACTERS + 1), "too-long"),
        ],
    )
    def test_a_withdrawal_names_one_of_the_companies_and_a_professional(self, withdrawn: str, key: str) -> None:
        assert told(only(read_row(companies="c1", withdrawn=withdrawn))) == (2, "withdrawn", key)


class TestFirstConnection:
    @pytest.mark.parametrize(
        ("cell", "moment"),
        [
            ("2025-05-04T10:00:00Z", datetime(2025, 5, 4, 10, tzinfo=UTC)),
            ("2025-05-04T06:00-04:00", datetime(2025, 5, 4, 10, tzinfo=UTC)),
            ("2025-05-04T10:00", datetime(2025, 5, 4, 10, tzinfo=UTC)),
            ("2025-05-04 10:00:00.5", datetime(2025, 5, 4, 10, 0, 0, 500_000, tzinfo=UTC)),
            ("2025-05-04", datetime(2025, 5, 4, tzinfo=UTC)),
            ("20250504T100000Z", datetime(2025, 5, 4, 10, tzinfo=UTC)),
            ("2025-W18-7", datetime(2025, 5, 4, tzinfo=UTC)),
            ("", None),
        ],
    )
    def test_it_is_iso_8601_and_utc_where_no_zone_is_given(self, cell: str, moment: datetime | None) -> None:
        assert account_of(read_row(first_connection=cell)).first_connection == moment


class TestApp:
    def test_a_platform_and_a_version_are_one_app(self) -> None:
        assert account_of(read_row(app_platform="ios", app_version="5.10.0")).app == MobileApp(Platform.IOS, "5.10.0")

    def test_neither_is_no_app(self) -> None:
        assert account_of(read_row(app_platform="", app_version="")).app is None

    @pytest.mark.parametrize(
        ("platform", "version", "fault"),
        [
            ("ios", "", (2, "app_version", "app-incomplete")),
            ("", "5.10.0", (2, "app_platform", "app-incomplete")),
            ("windows", "5.10.0", (2, "app_platform", "choice")),
            ("ios", "newest", (2, "app_version", "version")),
        ],
    )
    def test_half_an_app_is_refused(self, platform: str, version: str, fault: tuple[int, str, str]) -> None:
        assert told(only(read_row(app_platform=platform, app_version=version))) == fault


class TestPasswordHash:
    @pytest.mark.parametrize("kind", ["argon2id", "argon2i", "argon2d"])
    def test_what_argon2_writes_is_accepted(self, kind: str) -> None:
        from argon2.low_level import Type, hash_secret

        kinds = {"argon2id": Type.ID, "argon2i": Type.I, "argon2d": Type.D}
        for length in range(8, 40):
            encoded = hash_secret(b"Hockey-2024", b"s" * length, 1, 8, 1, length, kinds[kind]).decode()
            assert account_of(read_row(password_hash=encoded)).password_hash == encoded

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("argon2id", "argon2x"),
            ("argon2id", "bcrypt"),
            ("v=19", "v=18"),
            ("m=1024", "m=01024"),
            ("m=1024", "m=7"),
            ("t=1", "t=0"),
            ("p=1", "p=0"),
            ("p=1$", "p=1,keyid=A$"),
            ("XYIlnLBdUgveYV5XMQphsQ", "XYIlnLBdUgveYV5XMQphsR"),
            ("XYIlnLBdUgveYV5XMQphsQ", "XYIl"),
            ("XYIlnLBdUgveYV5XMQphsQ", "XYIlnLBdUgveYV5XMQphsQ=="),
            ("$wqmEklz1PSpV", "$wqm klz1PSpV"),
        ],
    )
    def test_a_malformed_one_is_refused_and_never_shown(self, old: str, new: str) -> None:
        fault = only(read_row(password_hash=HASH.replace(old, new)))
        assert told(fault) == (2, "password_hash", "password-hash")
        assert fault.reason.params == {}

    @pytest.mark.parametrize(
        ("old", "new"), [("m=1024", "m=1048577"), ("t=1", "t=65"), ("m=1024,t=1,p=1", "m=1024,t=1,p=65")]
    )
    def test_one_that_would_cost_the_machine_too_much_is_refused(self, old: str, new: str) -> None:
        fault = only(read_row(password_hash=HASH.replace(old, new)))
        assert told(fault) == (2, "password_hash", "password-hash-costly")

    def test_one_in_another_column_is_refused_without_being_shown(self) -> None:
        assert "argon2" not in str(only(read_row(language=HASH)))


def test_a_plain_row_needs_a_username_alone() -> None:
    account = account_of(read("username\nalain_sirois\n"))
    assert (account.language, account.status, account.memberships, account.password_hash) == (
        Language.FRENCH,
        Status.ACTIVE,
        (),
        None,
    )


def test_a_file_of_many_different_faults_names_every_one() -> None:
    rows = [
        ",".join([name for name in ACCOUNT_COLUMNS if name not in {"family_name", "phone"}] + ["shoe_size"]),
        "a,Ann,a@live,,fr,,,,,,,,,",
        "b,Bea,,x@live.ca;x@live.ca,fr,,,,,,,,,",
        '"c","two\nlines",,,de,,,,,,,,,',
        "d,,,,,gone,,,,,,,,",
        "e,,,,,merged,,,,,,,,",
        "f,,,,,merged,nobody,,,,,,,",
        "g,,,,,,,c9,,,,,,",
        "h,,,,,,,c1,c2:Marie,,,,,",
        "i,,,,,,,,,soon,,,,",
        "j,,,,,,,,,,ios,,,",
        "k,,,,,,,,,,ios,five,,",
        "l,,,,,,,,,,,,hunter2,",
        "A,,,,,,,,,,,,,",
        ",,,,,,,,,,,,,",
        "m,,shared@live.ca,,,,,,,,,,,",
        "n,,Shared@live.ca,,,,,,,,,,,",
        "o,,,",
        'p,"x"y,,,,,,,,,,,,',
    ]
    assert told_all(read("\n".join(rows) + "\n")) == [
        (1, "shoe_size", "column-unknown"),
        (2, "primary_email", "email-invalid"),
        (3, "secondary_emails", "email-twice"),
        (4, "language", "choice"),
        (6, "status", "choice"),
        (7, "merged_into", "survivor-missing"),
        (8, "merged_into", "survivor-unknown"),
        (9, "companies", "company-unknown"),
        (10, "withdrawn", "withdrawn-elsewhere"),
        (11, "first_connection", "moment"),
        (12, "app_version", "app-incomplete"),
        (13, "app_version", "version"),
        (14, "password_hash", "password-hash"),
        (15, "username", "username-twice"),
        (16, "username", "required"),
        (18, "primary_email", "taken-in-file"),
        (19, None, "fields-missing"),
        (20, None, "quote-stray"),
    ]
