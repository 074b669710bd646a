"""The file as a file: encoding, quotes, header, size (the contract; security row 19)."""

from __future__ import annotations

import io
from typing import BinaryIO

import pytest

from hexwizard.accounts.importing import NO_ACCOUNTS, ImportCancelled, read_accounts
from hexwizard.accounts.importing.limits import MOST_BYTES, MOST_FAULTS_KEPT, MOST_LINES
from hexwizard.accounts.importing.watch import Watch

from .files import only, read, shared, told, told_all

HOSTILE = [
    ("NUL", b"username,phone\nalain,514\x00555\n", (2, "phone", "nul")),
    ("bare CR", b"username,phone\nalain,514\r555\n", (2, "phone", "bare-cr")),
    ("bare CR in quotes", b'username,phone\nalain,"514\r555"\n', (2, "phone", "bare-cr")),
    ("the line ends of an old Mac", b"username,phone\ralain,514\r", (1, None, "bare-cr")),
    ("CR at the very end", b"username,phone\nalain,514\r", (2, "phone", "bare-cr")),
    ("an unclosed quote", b'username,phone\nalain,"514\n', (2, None, "quote-unclosed")),
    ("131,073 characters", b"username,phone\nalain," + b"5" * 131_073 + b"\n", (2, None, "field-too-long")),
    ("Latin-1", "username,given_name\nelodie,Élodie\n".encode("latin-1"), (2, "given_name", "not-utf8")),
    ("a lone surrogate", b"username,given_name\nelodie,\xed\xa0\x80\n", (2, "given_name", "not-utf8")),
    ("an overlong encoding", b"username,given_name\nelodie,\xc0\xaf\n", (2, "given_name", "not-utf8")),
    ("UTF-16", "username,phone\nalain,514\n".encode("utf-16"), (1, None, "utf16")),
    ("UTF-16 without its mark", "username,phone\nalain,514\n".encode("utf-16-le"), (1, None, "utf16")),
    ("text after a quote", b'username,phone\nalain,"514" 555\n', (2, None, "quote-stray")),
    ("an empty file", b"", (1, None, "file-empty")),
    ("a byte order mark alone", b"\xef\xbb\xbf", (1, None, "file-empty")),
    ("blank lines alone", b"\n\n\r\n", (1, None, "file-empty")),
    ("a row that is too short", b"username,phone\nalain\n", (2, None, "fields-missing")),
    ("a row that is too long", b"username,phone\nalain,514,555\n", (2, None, "fields-extra")),
]


@pytest.mark.parametrize(("content", "fault"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_clearly(content: bytes, fault: tuple[int, str | None, str]) -> None:
    result = read(content)
    assert told(only(result)) == fault
    assert result.accounts == ()


class TestSize:
    def test_a_file_of_100_mb_is_refused_without_being_read(self) -> None:
        class Large(io.BytesIO):
            def seek(self, offset: int, whence: int = 0, /) -> int:
                return 100 * 1024 * 1024 if whence == io.SEEK_END else super().seek(offset, whence)

            def readline(self, _size: int | None = -1, /) -> bytes:
                raise AssertionError("read")

        result = read_accounts(Large(), file="a.csv", companies={}, existing=NO_ACCOUNTS)
        fault = only(result)
        assert told(fault) == (1, None, "file-too-large")
        assert fault.reason.params == {"megabytes": 50}

    def test_a_pipe_is_read_up_to_the_limit_and_no_further(self) -> None:
        class Endless(io.RawIOBase):
            given = 0

            def readable(self) -> bool:
                return True

            def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
                buffer[:] = b"x" * len(buffer)
                buffer[-1:] = b"\n"
                self.given += len(buffer)
                return len(buffer)

        endless = Endless()
        source: BinaryIO = io.BufferedReader(endless, 1024 * 1024)
        result = read_accounts(source, file="-", companies={}, existing=NO_ACCOUNTS)
        assert (1, None, "file-too-large") in told_all(result)
        assert endless.given <= MOST_BYTES + 2 * 1024 * 1024

    def test_a_file_of_too_many_lines_is_refused_whatever_they_hold(self) -> None:
        assert told_all(read(b"\n" * (MOST_LINES + 1))) == [(MOST_LINES, None, "too-many-lines")]

    def test_every_line_opening_a_quote_does_not_cost_the_square_of_the_lines(self) -> None:
        result = read(b"username,phone\n" + b'x","\n' * 40_000)
        assert result.fault_count > 0

    def test_all_faults_are_counted_and_the_first_thousand_kept(self) -> None:
        result = read("username,language\n" + "".join(f"u{i},xx\n" for i in range(3_000)))
        assert result.fault_count == 3_000
        assert len(result.faults) == MOST_FAULTS_KEPT


class TestHeader:
    def test_an_unknown_column_is_refused_by_name(self) -> None:
        fault = only(read("username,shoe_size\nalain,43\n"))
        assert told(fault) == (1, "shoe_size", "column-unknown")
        assert fault.reason.params["column"] == "shoe_size"

    @pytest.mark.parametrize("name", ["password", "Password", " PASSWORD "])
    def test_a_column_of_passwords_is_refused_for_its_own_reason(self, name: str) -> None:
        fault = only(read(f"username,{name}\nalain,Hockey-2024\n"))
        assert told(fault) == (1, name, "column-password")
        assert "Hockey" not in str(fault)

    def test_a_column_that_comes_twice_is_refused(self) -> None:
        assert told_all(read("username,phone,phone\nalain,1,2\n")) == [(1, "phone", "column-twice")]

    def test_a_column_without_a_name_is_refused_by_its_place(self) -> None:
        fault = only(read("username,phone,\nalain,1,\n"))
        assert told(fault) == (1, None, "column-unnamed")
        assert fault.reason.params == {"place": 3}

    def test_a_file_without_usernames_is_refused(self) -> None:
        assert told_all(read("phone,language\n514,fr\n")) == [(1, "username", "column-missing")]

    def test_a_file_without_a_header_is_refused_before_its_rows(self) -> None:
        result = read("alain,Alain\nrose,Rose\n")
        assert {line for line, _, _ in told_all(result)} == {1}

    @pytest.mark.parametrize(("sign", "key"), [(";", "separated-by-semicolon"), ("\t", "separated-by-tab")])
    def test_another_separator_is_named(self, sign: str, key: str) -> None:
        assert told_all(read(f"username{sign}phone\nalain{sign}514\n")) == [(1, None, key)]

    def test_hundreds_of_columns_are_refused_at_once(self) -> None:
        assert told_all(read("username," + "x," * 500 + "\n")) == [(1, None, "too-many-columns")]

    def test_a_broken_header_is_refused_before_the_rows(self) -> None:
        assert told_all(read('username,"phone"x\nalain,514\n')) == [(1, None, "quote-stray")]

    def test_the_columns_come_in_any_order(self) -> None:
        (account,) = read("phone,username\n514,alain\n").accounts
        assert (account.username, account.phone) == ("alain", "514")

    def test_the_byte_order_mark_of_excel_is_no_part_of_the_first_column(self) -> None:
        assert len(read(b"\xef\xbb\xbfusername\nalain\n").accounts) == 1

    def test_a_header_alone_is_a_file_without_accounts(self) -> None:
        result = read("username,phone\n")
        assert (result.accounts, result.faults) == ((), ())


class TestLines:
    def test_a_row_is_named_by_the_line_on_which_it_begins(self) -> None:
        result = read('username,given_name,language\na,"two\n\nlines",fr\n\nb,x,de\n')
        assert told_all(result) == [(6, "language", "choice")]

    def test_windows_line_ends_count_once(self) -> None:
        assert told_all(read("username,language\r\na,fr\r\n\r\nb,de\r\n")) == [(4, "language", "choice")]

    def test_a_quote_left_open_does_not_hide_the_rows_that_it_swallows(self) -> None:
        result = read('username,given_name,language\na,"Ann,fr\nb,Bea,de\nc,Cy,xx\n')
        assert told_all(result) == [
            (2, None, "quote-unclosed"),
            (3, "language", "choice"),
            (4, "language", "choice"),
        ]

    def test_blank_lines_are_passed_over(self) -> None:
        assert len(read("\nusername,phone\n\na,1\n   \nb,2\n\n").accounts) == 2

    def test_a_row_of_wrong_length_still_gives_its_username_to_the_others(self) -> None:
        result = read("username,status,merged_into\na,merged,b\nb,active\n")
        assert told_all(result) == [(3, None, "fields-missing")]

    def test_each_row_in_a_wrong_encoding_is_named(self) -> None:
        result = read("username,given_name,language\na,Élodie,fr\nb,Bea,fr\nc,Zoé,xx\n".encode("cp1252"))
        assert told_all(result) == [
            (2, "given_name", "not-utf8"),
            (4, "given_name", "not-utf8"),
            (4, "language", "choice"),
        ]


class TestWatch:
    def test_progress_ends_at_the_file_s_size(self) -> None:
        seen: list[tuple[int, int]] = []
        content = b"username\n" + b"".join(b"user_%d\n" % number for number in range(5_000))
        read_accounts(
            io.BytesIO(content),
            file="a",
            companies={},
            existing=NO_ACCOUNTS,
            watch=Watch(lambda done, total: seen.append((done, total))),
        )
        assert len(seen) > 4
        assert seen == sorted(seen)
        assert seen[-1] == (len(content), len(content))

    def test_a_read_can_be_cancelled(self) -> None:
        looks = iter([False, False, True])
        with pytest.raises(ImportCancelled):
            read_accounts(
                io.BytesIO(b"username\n" + b"a\n" * 5_000),
                file="a",
                companies={},
                existing=NO_ACCOUNTS,
                watch=Watch(cancelled=lambda: next(looks)),
            )


class TestHostileSamples:
    def test_every_awkward_file_of_csv_spectrum_is_refused_by_its_columns_alone(self) -> None:
        for path in sorted(shared("hostile/csv-spectrum").glob("*.csv")):
            result = read(path.read_bytes())
            assert result.accounts == ()
            assert {key for _, _, key in told_all(result)} <= {"column-unknown", "column-missing"}, path.name

    @pytest.mark.parametrize(
        ("name", "header"),
        [
            ("newlines.csv", "given_name,username,family_name"),
            ("newlines_crlf.csv", "given_name,username,family_name"),
            ("quotes_and_newlines.csv", "username,given_name"),
            ("escaped_quotes.csv", "username,given_name"),
            ("utf8.csv", "username,given_name,family_name"),
        ],
    )
    def test_awkward_cells_of_csv_spectrum_are_read_as_names(self, name: str, header: str) -> None:
        _, _, rows = shared(f"hostile/csv-spectrum/{name}").read_bytes().partition(b"\n")
        result = read(header.encode() + b"\n" + rows)
        assert result.faults == ()
        assert len(result.accounts) >= 2

    def test_awkward_cells_of_our_own_are_read_as_names(self) -> None:
        (account,) = read('username,given_name\na,"Jo ""le"" [/b], \nfils ✨"\n').accounts
        assert account.given_name == 'Jo "le" [/b], \nfils ✨'
