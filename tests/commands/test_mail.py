"""`hexwizard mail`, as scripts and administrators use it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.cli import main
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.clock import system_clock
from hexwizard.desk.desk import Desk
from hexwizard.mail.mailer import MailNotSent
from hexwizard.mail.settings import BadMailSetting, Security, mail_settings_of
from tests.desks import HandClock, demo_desk
from tests.mail import servers
from tests.mail.mailers import Mailbox
from tests.mail.servers import PASSWORD, USERNAME, serving


def config(folder: Path, port: int, password: str = PASSWORD) -> list[str]:
    servers.authority().cert_pem.write_to_path(str(folder / "ca.pem"))
    (folder / "password").touch(0o600)
    (folder / "password").write_text(password)
    (folder / "config.toml").write_text(
        f"""[mail]
host = "localhost"
port = {port}
from = "aide@exemple.ca"
username = "{USERNAME}"
password_file = "password"
ca_file = "ca.pem"
"""
    )
    return ["--config", str(folder / "config.toml")]


def options(folder: Path) -> list[str]:
    return ["--lang", "en", "--accounts", str(folder / "accounts.json")]


class TestTrying:
    def test_the_settings_that_are_right(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with serving(Security.STARTTLS, sign_in=True) as running:
            asked = ["mail", "test", "moi@exemple.ca", *options(tmp_path), *config(tmp_path, running.port)]
            assert main(asked) == 0
            assert running.postbox.taken[0].rcpt_tos == ["moi@exemple.ca"]
        assert "Accepted for moi@exemple.ca" in capsys.readouterr().out

    def test_those_that_are_not_in_one_line_without_the_password(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with serving(Security.STARTTLS, sign_in=True) as running:
            asked = ["mail", "test", "moi@exemple.ca", *options(tmp_path), *config(tmp_path, running.port, "not it")]
            assert main(asked) == 1
        said = capsys.readouterr()
        assert said.err.count("\n") == 1
        assert "refuses the sign-in" in said.err
        assert "not it" not in said.out + said.err


def test_the_queue_is_shown_without_what_the_letters_say_and_sent_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with demo_desk(tmp_path, HandClock(system_clock() - timedelta(minutes=1))) as desk:
        code = greylisted_code(desk)
    assert main(["mail", "queue", "--json", *options(tmp_path)]) == 0
    shown = capsys.readouterr().out
    [mail] = json.loads(shown)
    assert (mail["kind"], mail["state"], mail["tries"]) == ("code", "queued", 1)
    assert main(["mail", "queue", *options(tmp_path)]) == 0
    shown += capsys.readouterr().out
    assert "\tVerification code\thugo.pelletier@yahoo.ca\tWaiting\t" in shown
    assert "1 e-mail waits." in shown
    assert code not in shown

    assert main(["mail", "send", *options(tmp_path)]) == 0
    assert "Sent" in capsys.readouterr().out
    [letter] = (tmp_path / "accounts.json.outbox").iterdir()
    assert code in letter.read_text()
    assert main(["mail", "queue", *options(tmp_path)]) == 0
    assert "0 e-mails wait." in capsys.readouterr().out
    assert main(["verify", *options(tmp_path)]) == 0


def greylisted_code(desk: Desk) -> str:
    """A code for a caller that was not taken at the first try, as the letter has it."""
    box = desk.services.mailer = Mailbox([MailNotSent("problem.mail.later", reply="451 Greylisted")])
    nadia = Actor("nadia", Role.AGENT, desk.services.clock())
    account = desk.clients.account("hugo_pelletier")
    assert account is not None
    case = desk.cases.open(nadia, replace(desk.cases.draft(nadia), username=account.username))
    desk.verifications.send_code(nadia, case, account, account.identifiers()[1])
    return str(re.findall(r"\d{3} \d{3}", box.seen[0].body)[0])


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("text", ""),
        ({"hots": "a"}, ".hots"),
        ({"host": "a b", "from": "a@b.ca"}, ".host"),
        ({"host": "mx"}, ".from"),
        ({"host": "mx", "from": "a@b.ca\nBcc: x@y.ca"}, ".from"),
        ({"host": "mx", "from": "a@b.ca", "security": "ssl"}, ".security"),
        ({"host": "mx", "from": "a@b.ca", "security": "none"}, ".security"),  # in the clear, to another machine
        ({"host": "localhost", "from": "a@b.ca", "security": "none", "username": "u"}, ".security"),
        ({"host": "mx", "from": "a@b.ca", "port": 0}, ".port"),
        ({"host": "mx", "from": "a@b.ca", "timeout_seconds": 61}, ".timeout_seconds"),
        ({"host": "mx", "from": "a@b.ca", "username": "u"}, ".password_file"),
        ({"host": "mx", "from": "a@b.ca", "username": "u", "password": "p"}, ".password"),
        ({"host": "mx", "from": "a@b.ca", "username": "u", "password_file": "p", "keyring": True}, ".password_file"),
        ({"host": "mx", "from": "a@b.ca", "password_file": "p"}, ".username"),
        ({"username": "u"}, ".username"),
    ],
)
def test_a_setting_that_cannot_be_is_named(table: object, place: str) -> None:
    with pytest.raises(BadMailSetting) as bad:
        mail_settings_of(table, Path())
    assert str(bad.value) == place


def test_the_wizard_starts_without_what_mail_takes() -> None:
    code = (
        "import sys, hexwizard.app, hexwizard.desk.desk, hexwizard.desk.mailing.postman, hexwizard.mail.choosing;"
        "print({'email', 'smtplib', 'idna', 'keyring'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
