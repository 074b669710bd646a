"""The command line as people script against it: what it prints, where, and how it ends."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from hexwizard.cli import main
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Case
from hexwizard.desk.clock import system_clock
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.stores.file.store import open_file
from hexwizard.stores.protocol import Table
from tests.desk.resets import code_in

ACCOUNTS = str(data_path("demo", "accounts.csv"))
COMPANIES = str(data_path("demo", "companies.csv"))


class Shell:
    """Runs one command after the other on one account file, in English."""

    def __init__(self, file: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.file = file
        self._capture = capture
        self._patch = patch
        self.out = ""
        self.err = ""

    def run(self, *words: str, typed: bytes | None = None) -> int:
        if typed is not None:
            self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        try:
            status = main([*words, "--accounts", str(self.file), "--lang", "en"])
        except SystemExit as ended:
            status = int(ended.code or 0)
        self.out, self.err = self._capture.readouterr()
        return status

    def imports_the_demo(self) -> None:
        assert self.run("import", ACCOUNTS, "--companies", COMPANIES) == 0


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Shell(tmp_path / "desk" / "accounts.json", capsys, monkeypatch)


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n")


class TestTheLanguageOfTheCommandLine:
    """`--lang` holds for help and for mistakes, wherever it stands and whatever the locale says."""

    @pytest.fixture(autouse=True)
    def _an_english_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", "en_CA.UTF-8")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["frobnicate"], "n’est pas possible"),
            (["diagnose"], "il manque : IDENTIFIER"),
            (["diagnose", "a", "b"], "inconnu ici : b"),
            (["diagnose", "a", "--app"], "il manque une valeur"),
            (["cases", "--json", "--csv"], "ne va pas avec --json"),
            (["cases", "--json=3"], "n’attend pas de valeur"),
            (["import", "nowhere.csv"], "nowhere.csv (introuvable)"),
        ],
    )
    def test_a_mistake_is_told_in_french(
        self, words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        try:
            status = main(["--lang", "fr", "--accounts", str(tmp_path / "accounts.json"), *words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capsys.readouterr().err.replace("\u00a0", " ")
        assert status == 2
        assert one_line(told)
        assert said in told

    def test_the_help_has_no_english_left(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            main(["diagnose", "--help", "--lang", "fr"])
        told = capsys.readouterr().out
        assert "affiche cette aide" in told
        assert not any(english in told for english in ("usage:", "show this", "positional", "options:"))

    def test_the_next_english_command_is_english_again(self, capsys: pytest.CaptureFixture[str]) -> None:
        for language, said in (("fr", "il manque"), ("en", "the following arguments are required")):
            with pytest.raises(SystemExit):
                main(["diagnose", "--lang", language])
            assert said in capsys.readouterr().err


class TestImport:
    def test_a_dry_run_writes_nothing(self, shell: Shell) -> None:
        assert shell.run("import", ACCOUNTS, "--companies", COMPANIES, "--dry-run") == 0
        assert shell.run("diagnose", "chantal_gagnon", "--json") == 0
        assert json.loads(shell.out)["account"] is None

    def test_ten_faults_are_all_named_with_line_and_column_and_nothing_is_written(
        self, shell: Shell, tmp_path: Path
    ) -> None:
        bad = tmp_path / "bad.csv"
        bad.write_text(
            "username,primary_email,status,merged_into,companies,withdrawn,first_connection,app_platform,app_version,language,password_hash\n"
            ",a@example.org,,,,,,,,,\n"
            "two,no-address,,,,,,,,,\n"
            "three,,asleep,,,,,,,,\n"
            "four,,merged,,,,,,,,\n"
            "five,,,,c99,,,,,,\n"
            "six,,,,,c1:Anna,,,,,\n"
            "seven,,,,,,yesterday,,,,\n"
            "eight,,,,,,,windows,1.0,,\n"
            "nine,,,,,,,ios,new,,\n"
            "ten,,,,,,,,,de,\n"
            "eleven,,,,,,,,,,secret\n",
            encoding="utf-8",
        )
        assert shell.run("import", str(bad)) == 1
        named = {(line.split(",")[1].strip()) for line in shell.err.splitlines()[:-1]}
        assert {f"line {number}" for number in range(2, 13)} <= named
        assert "column password_hash" in shell.err
        assert shell.run("verify", "--json") == 0
        assert json.loads(shell.out)["counts"]["accounts"] == 0

    def test_a_password_column_is_refused_by_name(self, shell: Shell, tmp_path: Path) -> None:
        bad = tmp_path / "bad.csv"
        bad.write_text("username,password\nalain,hunter2\n", encoding="utf-8")
        assert shell.run("import", str(bad)) == 1
        assert "password" in shell.err
        assert "hunter2" not in shell.err

    def test_a_file_that_is_not_there_is_one_line(self, shell: Shell) -> None:
        assert shell.run("import", "/nowhere/accounts.csv") == 2
        assert one_line(shell.err)


class TestDiagnose:
    def test_speaks_the_contracts_json(self, shell: Shell) -> None:
        shell.imports_the_demo()
        assert shell.run("diagnose", " Alain.Sirois@hotmail.com ", "--json") == 0
        told = json.loads(shell.out)
        assert told["identifier"] == " Alain.Sirois@hotmail.com "
        assert told["account"] == {"username": "alain_sirois", "name": "Alain Sirois"}
        assert told["verdict"] == told["findings"][0]["cause"] == "secondary-email-used"
        finding = told["findings"][0]
        assert set(finding) == {"cause", "certainty", "section", "evidence", "say", "repairs"}
        assert finding["section"] == "primary-email"
        assert finding["repairs"][0] == {"id": "use-username", "by": "client", "allowed": True, "why_not": None}
        assert told["candidates"] == []
        assert "wrong-password" in told["ruled_out"]

    def test_options_stand_before_or_behind_the_command(self, shell: Shell) -> None:
        shell.imports_the_demo()
        assert main(["--accounts", str(shell.file), "--lang", "fr", "diagnose", "alain.sirois@hotmail.com"]) == 0

    @pytest.mark.parametrize("identifier", ["a", "@", "é", "名", "x" * 5000, "[/foo]", "\x1b[31m", "%s{0}"])
    def test_any_text_gets_an_answer_and_no_escape_code_comes_back(self, shell: Shell, identifier: str) -> None:
        shell.imports_the_demo()
        assert shell.run("diagnose", identifier) == 0
        assert "\x1b" not in shell.out

    @pytest.mark.parametrize(
        "words", [("diagnose", ""), ("diagnose",), ("diagnose", "a", "--app", "palm:1"), ("what",)]
    )
    def test_wrong_usage_is_one_line_and_status_2(self, shell: Shell, words: tuple[str, ...]) -> None:
        shell.imports_the_demo()
        assert shell.run(*words) == 2
        assert one_line(shell.err)

    def test_the_newest_version_is_the_configurations(self, shell: Shell, tmp_path: Path) -> None:
        shell.imports_the_demo()
        config = tmp_path / "c.toml"
        config.write_text('[mobile_app]\nios = "5.10"\n', encoding="utf-8")
        assert shell.run("diagnose", "chantal_gagnon", "--json", "--config", str(config), "--app", "ios:5.9") == 0
        assert json.loads(shell.out)["verdict"] == "outdated-app"
        assert shell.run("diagnose", "chantal_gagnon", "--json", "--config", str(config), "--app", "ios:5.10.0") == 0
        assert json.loads(shell.out)["verdict"] == "nothing-found"


class TestLogin:
    def test_wrong_password_and_unknown_account_read_the_same(self, shell: Shell) -> None:
        shell.imports_the_demo()
        for identifier in ("chantal_gagnon", "nobody_at_all"):
            assert shell.run("login", identifier, "--password-stdin", typed=b"not-it") == 1
            assert shell.out == "Invalid User/password\n"

    def test_the_right_password_lets_in_and_the_line_end_is_not_part_of_it(self, shell: Shell) -> None:
        shell.imports_the_demo()
        assert shell.run("login", "chantal_gagnon", "--password-stdin", typed=b"Tarte-aux-pommes-12\n") == 0

    def test_a_secondary_address_never_opens(self, shell: Shell) -> None:
        shell.imports_the_demo()
        typed = "Rivière-Rouge-7".encode()
        assert shell.run("login", "alain.sirois@hotmail.com", "--password-stdin", typed=typed) == 1
        assert shell.run("login", "alain_sirois", "--password-stdin", typed=typed) == 0

    def test_a_deactivated_account_says_so_only_to_the_right_password(self, shell: Shell) -> None:
        shell.imports_the_demo()
        right = "Vélo-de-montagne-9".encode()
        assert shell.run("login", "hugo.pelletier@yahoo.ca", "--password-stdin", typed=right) == 1
        assert shell.out != "Invalid User/password\n"
        assert shell.run("login", "hugo.pelletier@yahoo.ca", "--password-stdin", typed=b"other") == 1
        assert shell.out == "Invalid User/password\n"


class TestLoginWithAResetCode:
    """The app's end of « Mot de passe oublié? »: the code and the new password, a line each."""

    CHOSEN = "neuf castors sous la lune"

    @pytest.fixture
    def code(self, shell: Shell, tmp_path: Path) -> str:
        """What the client reads once an agent has sent the e-mail."""
        shell.imports_the_demo()
        store = open_file(shell.file, clock=system_clock, create=False)
        desk = Desk(Services(store, mailer=OutboxMailer(tmp_path / "outbox")))
        agent = desk.operators.add(Actor("root", Role.SYSTEM), "nadia", Role.AGENT, "quatorze canards bleus")
        nadia = Actor(agent.name, agent.role)
        account = desk.clients.account("chantal_gagnon")
        assert account is not None
        case = desk.cases.open(nadia, Case("", system_clock(), "nadia", username=account.username))
        desk.reset_mails.send(nadia, case, account)
        desk.reset_mails.deliver(account.username)
        store.close()
        return code_in(*(tmp_path / "outbox").iterdir())

    def test_the_password_is_changed_once_and_then_lets_in(self, shell: Shell, code: str) -> None:
        typed = f"{code}\n{self.CHOSEN}\n".encode()
        assert shell.run("login", "chantal.gagnon@gmail.com", "--reset-code-stdin", typed=typed) == 0
        assert one_line(shell.out)
        assert shell.run("login", "chantal_gagnon", "--reset-code-stdin", typed=typed) == 1
        assert shell.run("login", "chantal_gagnon", "--password-stdin", typed=self.CHOSEN.encode()) == 0
        assert shell.run("login", "chantal_gagnon", "--password-stdin", typed=b"Tarte-aux-pommes-12") == 1

    def test_a_wrong_code_and_an_unknown_account_read_the_same(self, shell: Shell, code: str) -> None:
        told = set()
        for identifier in ("chantal_gagnon", "nobody_at_all"):
            typed = f"{code[::-1]}\n{self.CHOSEN}".encode()
            assert shell.run("login", identifier, "--reset-code-stdin", typed=typed) == 1
            told.add((shell.out, shell.err))
        assert len(told) == 1

    def test_a_password_against_the_rules_is_one_line_and_the_code_stays_good(self, shell: Shell, code: str) -> None:
        words = ("login", "chantal_gagnon", "--reset-code-stdin")
        assert shell.run(*words, typed=f"{code}\ncourt".encode()) == 1
        assert (shell.out, one_line(shell.err)) == ("", True)
        assert shell.run(*words, typed=f"{code}\r\n{self.CHOSEN}\r\n".encode()) == 0

    @pytest.mark.parametrize("typed", [b"", b"k7m2-9xqp-0000-1111", b"k7m2\n", b"\xff\nx", b"x" * 5000 + b"\ny"])
    def test_what_is_not_two_lines_of_text_is_wrong_usage(self, shell: Shell, typed: bytes) -> None:
        assert shell.run("login", "chantal_gagnon", "--reset-code-stdin", typed=typed) == 2
        assert one_line(shell.err)

    def test_it_is_either_a_password_or_a_code(self, shell: Shell) -> None:
        assert shell.run("login", "chantal_gagnon", "--reset-code-stdin", "--password-stdin") == 2
        assert shell.run("login", "chantal_gagnon") == 2


class TestOperators:
    def test_are_added_listed_and_disabled(self, shell: Shell) -> None:
        typed = b"quatorze canards bleus"
        assert shell.run("operators", "add", "Nadia", "--role", "agent", "--password-stdin", typed=typed) == 0
        assert shell.run("operators", "add", "nadia", "--role", "admin", "--password-stdin", typed=typed) == 1
        assert shell.run("operators", "disable", "Nadia") == 0
        assert shell.run("operators", "list") == 0
        assert shell.out.split("\t")[:2] == ["Nadia", "agent"]
        assert "canards" not in shell.file.read_text(encoding="utf-8")

    def test_a_short_password_is_refused(self, shell: Shell) -> None:
        words = ("operators", "add", "Bob", "--role", "agent", "--password-stdin")
        assert shell.run(*words, typed=b"fourteen chars") == 1
        assert one_line(shell.err)


class TestTheAccountFile:
    @pytest.mark.parametrize(
        "content", [b"", b"null", b'{"accounts": {', b"[]", b"\xff\xfe", b'{"a": NaN}', b'{"x": {"1": {}}}']
    )
    def test_that_is_damaged_or_foreign_is_one_line_status_3_and_stays_untouched(
        self, shell: Shell, content: bytes
    ) -> None:
        shell.file.parent.mkdir(parents=True)
        shell.file.write_bytes(content)
        for words in (
            ("diagnose", "a"),
            ("cases",),
            ("operators", "list"),
            ("import", ACCOUNTS, "--companies", COMPANIES),
        ):
            assert shell.run(*words) == 3
            assert one_line(shell.err)
        assert shell.run("verify") == 1
        assert shell.file.read_bytes() == content

    def test_that_is_missing_is_status_3(self, shell: Shell) -> None:
        assert shell.run("diagnose", "a") == 3
        assert one_line(shell.err)

    def test_that_was_altered_by_one_bit_is_found_by_verify(self, shell: Shell) -> None:
        shell.imports_the_demo()
        assert shell.run("verify") == 0
        content = bytearray(shell.file.read_bytes())
        content[content.index(b"Chantal")] ^= 1
        shell.file.write_bytes(content)
        assert shell.run("verify") == 1
        assert "accounts" in shell.err


class TestRestore:
    @pytest.fixture
    def damaged(self, shell: Shell) -> Shell:
        shell.imports_the_demo()
        shell.file.write_bytes(shell.file.read_bytes()[:500])
        return shell

    @staticmethod
    def asked(patch: pytest.MonkeyPatch, answer: str) -> list[str]:
        """A person at the terminal, who answers; what they were asked."""
        questions: list[str] = []

        def answered(question: str) -> str:
            questions.append(question)
            return answer

        patch.setattr("builtins.input", answered)
        patch.setattr(sys, "stdin", io.StringIO())
        patch.setattr(sys.stdin, "isatty", lambda: True)
        return questions

    def test_says_what_comes_back_and_needs_a_yes_where_nobody_can_be_asked(self, damaged: Shell) -> None:
        content = damaged.file.read_bytes()
        assert damaged.run("restore", typed=b"") == 2
        assert "It brings back accounts 32" in damaged.out
        assert "No act is lost" in damaged.out
        assert one_line(damaged.err)
        assert damaged.file.read_bytes() == content
        assert damaged.run("restore", "--json", typed=b"") == 2
        assert json.loads(damaged.out)["restored"] is False

    def test_restores_keeps_the_damaged_file_and_writes_it_down(self, damaged: Shell) -> None:
        content = damaged.file.read_bytes()
        assert damaged.run("restore", "--yes", "--json") == 0
        told = json.loads(damaged.out)
        assert (told["restored"], told["lost"], told["counts"]["accounts"]) == (True, 0, 32)
        assert Path(told["aside"][0]).read_bytes() == content
        assert damaged.run("verify", "--json") == 0
        assert json.loads(damaged.out)["counts"]["audit"] == told["counts"]["audit"] + 1
        assert '"act":"restore"' in damaged.file.read_text(encoding="utf-8")

    def test_a_file_that_the_disk_no_longer_reads_comes_back(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shell.imports_the_demo()
        real, lost = os.read, shell.file.stat().st_ino

        def read(descriptor: int, length: int) -> bytes:
            if os.fstat(descriptor).st_ino == lost:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return real(descriptor, length)

        monkeypatch.setattr(os, "read", read)
        assert shell.run("verify") == 3
        assert shell.run("restore", "--yes", "--json") == 0
        assert json.loads(shell.out)["lost"] == 0
        assert shell.run("verify") == 0

    @pytest.mark.parametrize(("answer", "status"), [("y", 0), ("YES", 0), ("", 1), ("n", 1), ("yesterday", 1)])
    def test_asks_the_person_at_the_terminal(
        self, damaged: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
    ) -> None:
        questions = self.asked(monkeypatch, answer)
        assert damaged.run("restore") == status
        assert len(questions) == 1
        assert damaged.run("verify") == status

    def test_brings_back_a_missing_file(self, damaged: Shell) -> None:
        damaged.file.unlink()
        assert damaged.run("cases") == 3
        assert "restore" in damaged.err
        assert damaged.run("restore", "--yes") == 0
        assert damaged.run("verify") == 0

    def test_leaves_a_sound_file_alone(self, shell: Shell) -> None:
        shell.imports_the_demo()
        content = shell.file.read_bytes()
        assert shell.run("restore", "--yes") == 0
        assert "nothing to restore" in shell.out
        assert shell.file.read_bytes() == content

    def test_of_what_was_never_ours_is_status_3(self, shell: Shell) -> None:
        assert shell.run("restore", "--yes") == 3
        assert one_line(shell.err)
        shell.file.parent.mkdir(parents=True)
        shell.file.write_bytes(b'{"a": 1}')
        assert shell.run("restore", "--yes") == 3
        assert one_line(shell.err)


class TestCompact:
    def test_folds_what_is_in_the_journal_alone_and_any_tinydb_opens_the_file(self, shell: Shell) -> None:
        shell.imports_the_demo()
        store = open_file(shell.file, clock=system_clock)  # a wizard that stays open
        with store.transaction() as act:
            act.delete(Table.ACCOUNTS, "chantal_gagnon")
        assert shell.run("compact", "--json") == 0
        assert json.loads(shell.out) == {"folded": 1}
        with TinyDB(shell.file, access_mode="r") as plain:
            assert len(plain.table("accounts")) == 31
        assert shell.run("compact") == 0
        assert "Nothing to fold" in shell.out
        store.close()

    def test_of_a_missing_file_is_status_3(self, shell: Shell) -> None:
        assert shell.run("compact") == 3
        assert one_line(shell.err)


class TestCases:
    def test_as_csv_neutralise_what_a_spreadsheet_would_run(self) -> None:
        from hexwizard.desk.spreadsheet import neutral

        for cell in ("=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1"):
            assert neutral(cell).startswith("'")
        assert neutral("alain") == "alain"


class TestInsight:
    def test_says_what_the_calls_tell_as_words_json_and_csv(self, shell: Shell) -> None:
        shell.imports_the_demo()
        assert shell.run("insight") == 0
        assert shell.out == "No case yet.\n"
        added = ("operators", "add", "nadia", "--role", "agent", "--password-stdin")
        assert shell.run(*added, typed=b"quatorze canards bleus") == 0
        self.records_a_call(shell.file)
        assert shell.run("insight") == 0
        assert "1 call · 0 from clients" in shell.out
        assert shell.run("insight", "--json") == 0
        (week,) = json.loads(shell.out)
        assert (week["calls"], week["open"], week["median_seconds"]) == (1, 1, None)
        assert shell.run("insight", "--csv") == 0
        header, row = shell.out.splitlines()
        assert header.split(",") == list(week)
        assert row.split(",")[2:4] == ["1", "1"]

    @staticmethod
    def records_a_call(file: Path) -> None:
        store = open_file(file, clock=system_clock)
        try:
            Desk(Services(store)).cases.open(Actor("nadia", Role.AGENT))
        finally:
            store.close()
