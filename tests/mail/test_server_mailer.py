"""A letter handed to a real server, and what is said of each way in which that can fail."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from socket import socket
from threading import Thread, Timer

import pytest
import trustme

from hexwizard.locale.words import words
from hexwizard.mail import explaining
from hexwizard.mail.mailer import MailNotSent, MailRefused, ServerAway
from hexwizard.mail.settings import MailServer, Security
from tests.mail import servers
from tests.mail.letters import LETTER, SENDER, letter
from tests.mail.servers import ACCEPTED, PASSWORD, SHORT, mailer, serving, settings, with_sign_in

ALL = list(Security)
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


def refusal(server: MailServer, to: str = LETTER.to) -> MailNotSent:
    """Why the letter is not taken; said in both languages, never with the password."""
    with pytest.raises(MailNotSent) as raised:
        mailer(server).send(letter(to=to))
    for language in ("fr", "en"):
        said = words(language).render(raised.value.message)
        assert said
        assert PASSWORD not in said
        assert "{" not in said
    return raised.value


@pytest.mark.parametrize("security", ALL)
def test_a_letter_arrives_as_it_was_written(security: Security, tmp_path: Path) -> None:
    with serving(security) as running:
        assert mailer(settings(running.port, tmp_path, security)).send(LETTER) == ACCEPTED
        [taken] = running.postbox.taken
    assert (taken.mail_from, taken.rcpt_tos) == (SENDER, [LETTER.to])
    assert isinstance(taken.content, bytes)
    assert b"482 913" in taken.content


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_it_signs_in_where_the_server_wants_it(security: Security, tmp_path: Path) -> None:
    with serving(security, sign_in=True) as running:
        mailer(settings(running.port, tmp_path, security, **with_sign_in(tmp_path))).send(LETTER)
        assert len(running.postbox.taken) == 1


def test_a_line_that_is_a_dot_does_not_end_the_letter(tmp_path: Path) -> None:
    with serving() as running:
        mailer(settings(running.port, tmp_path)).send(letter(body="un\n.\n..deux\n"))
        [taken] = running.postbox.taken
    assert isinstance(taken.content, bytes)
    assert b"\r\n.\r\n..deux" in taken.content


class TestTriedLater:
    def test_a_greylist_takes_it_the_second_time(self, tmp_path: Path) -> None:
        with serving() as running:
            running.postbox.to_recipient = ["451 4.7.1 Greylisted, come back"]
            server = settings(running.port, tmp_path)
            problem = refusal(server)
            assert not isinstance(problem, MailRefused | ServerAway)
            assert problem.message.params["reply"] == "451 4.7.1 Greylisted, come back"
            assert mailer(server).send(LETTER) == ACCEPTED

    def test_a_server_that_hangs(self, tmp_path: Path) -> None:
        with servers.behaving(servers.hangs) as port:
            problem = refusal(settings(port, tmp_path, timeout=SHORT))
        assert (type(problem), problem.message.key) == (ServerAway, "problem.mail.hangs")

    def test_one_that_hangs_once_it_has_the_letter_holds_no_other_back(self, tmp_path: Path) -> None:
        with servers.behaving(servers.hangs_after_the_message) as port:
            problem = refusal(settings(port, tmp_path, timeout=SHORT))
        assert (type(problem), problem.message.key) == (MailNotSent, "problem.mail.hangs")

    def test_one_that_closes_mid_message(self, tmp_path: Path) -> None:
        with servers.behaving(servers.closes_mid_message) as port:
            problem = refusal(settings(port, tmp_path, timeout=SHORT), to="a@b.ca")
        assert (type(problem), problem.message.key) == (MailNotSent, "problem.mail.closed")

    def test_one_that_is_shutting_down(self, tmp_path: Path) -> None:
        with serving() as running:
            running.postbox.to_recipient = ["421 4.3.2 Shutting down"]
            assert type(refusal(settings(running.port, tmp_path))) is ServerAway

    def test_one_whose_trickle_never_ends_is_cut(self, tmp_path: Path) -> None:
        def trickles(connection: socket) -> None:
            while True:
                connection.settimeout(SHORT.total_seconds() / 2)
                connection.sendall(b"220-still here\r\n")
                try:
                    if not connection.recv(10):
                        return
                except TimeoutError:
                    continue

        with servers.behaving(trickles) as port:
            assert isinstance(refusal(settings(port, tmp_path, timeout=SHORT)), ServerAway)

    def test_the_wizard_ends_while_it_waits(self, tmp_path: Path) -> None:
        ends: list[Exception] = []

        def send() -> None:
            try:
                sending.send(LETTER)
            except MailNotSent as problem:
                ends.append(problem)

        with servers.behaving(servers.hangs) as port:
            sending = mailer(settings(port, tmp_path, timeout=timedelta(seconds=60)))
            thread = Thread(target=send)
            thread.start()
            Timer(0.3, sending.stop).start()
            thread.join(20)
            assert len(ends) == 1


class TestRefused:
    @pytest.mark.parametrize(
        ("reply", "nobody"),
        [
            ("550 5.1.1 <alain@exemple.ca>: Recipient address rejected: User unknown", True),
            ("550 No such user here", True),
            ("553 5.1.3 Bad address syntax", True),
            ("556 5.1.10 Domain takes no mail", True),
            ("550 5.4.1 Recipient address rejected: Access denied", True),
            ("550 5.7.1 Blocked by policy", False),
            ("552 5.2.2 Mailbox full", False),
            ("550 Relaying denied", False),
        ],
    )
    def test_for_good_and_it_tells_a_wrong_address_from_other_reasons(
        self, reply: str, nobody: bool, tmp_path: Path
    ) -> None:
        with serving() as running:
            running.postbox.to_recipient = [reply]
            problem = refusal(settings(running.port, tmp_path))
        assert isinstance(problem, MailRefused)
        assert problem.wrong_address is nobody
        assert problem.message.params["reply"] == reply

    def test_after_the_letter_was_read(self, tmp_path: Path) -> None:
        with serving() as running:
            running.postbox.answers = ["554 5.7.1 Message looks like spam"]
            problem = refusal(settings(running.port, tmp_path))
        assert (type(problem), problem.message.key) == (MailRefused, "problem.mail.letter-refused")

    def test_in_words_where_the_server_cannot_write_the_address(self, tmp_path: Path) -> None:
        with serving(utf8=False) as running:
            problem = refusal(settings(running.port, tmp_path), to="élodie@exemple.ca")
        assert (type(problem), problem.message.key) == (MailRefused, "problem.mail.no-utf8")

    def test_but_not_where_it_can_nor_for_an_accent_in_the_domain(self, tmp_path: Path) -> None:
        with serving(utf8=True) as running:
            mailer(settings(running.port, tmp_path)).send(letter(to="élodie@exemple.ca"))
        with serving(utf8=False) as plain:
            mailer(settings(plain.port, tmp_path)).send(letter(to="elodie@québec.ca"))
        assert running.postbox.taken[0].rcpt_tos == ["élodie@exemple.ca"]
        assert plain.postbox.taken[0].rcpt_tos == ["elodie@xn--qubec-csa.ca"]


class TestSettingsThatAreWrong:
    """Each is said in words, and no letter is lost by it."""

    def says(self, server: MailServer) -> str:
        problem = refusal(server)
        assert isinstance(problem, ServerAway)
        return problem.message.key.removeprefix("problem.mail.")

    def test_a_name_that_does_not_exist(self, tmp_path: Path) -> None:
        server = dataclasses.replace(settings(25, tmp_path), host="smtp.hexwizard.invalid")
        assert self.says(server) == "name"

    def test_a_port_at_which_nobody_listens(self, tmp_path: Path) -> None:
        assert self.says(settings(servers.free_port(), tmp_path)) == "connection-refused"

    def test_a_server_without_tls(self, tmp_path: Path) -> None:
        with serving() as running:
            assert self.says(settings(running.port, tmp_path, Security.STARTTLS)) == "no-tls"
            assert running.postbox.taken == []

    def test_tls_asked_of_a_port_that_speaks_none(self, tmp_path: Path) -> None:
        with serving() as running:
            assert self.says(settings(running.port, tmp_path, Security.TLS)) == "tls"

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_the_two_ports_mixed_up_and_which_setting_goes_with_which(
        self, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        say = words(language)
        with serving(Security.STARTTLS) as running:  # as at 587
            problem = refusal(settings(running.port, tmp_path, Security.TLS))
            told = say.render(problem.message)
            assert "587" in told
            assert "starttls" in told
        with serving(Security.TLS) as running:  # as at 465: it waits for the client to begin
            monkeypatch.setattr(explaining, "PORTS", {Security.TLS: running.port})
            problem = refusal(settings(running.port, tmp_path, Security.STARTTLS, timeout=SHORT))
            assert 'security = "tls"' in say.render(problem.message)
            assert running.postbox.taken == []

    def test_the_port_of_tls_that_hangs_up_where_no_tls_begins(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with servers.behaving(lambda _: None) as port:
            monkeypatch.setattr(explaining, "PORTS", {Security.TLS: port})
            assert self.says(settings(port, tmp_path, Security.STARTTLS)) == "wants-tls"
            assert self.says(settings(port, tmp_path, Security.TLS)) != "wants-tls"

    @pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
    @pytest.mark.parametrize("what", ["name", "expired"])
    def test_a_certificate_that_is_not_right(self, security: Security, what: str, tmp_path: Path) -> None:
        wrong = servers.elsewhere() if what == "name" else servers.expired()
        with serving(security, certificate=wrong) as running:
            assert self.says(settings(running.port, tmp_path, security)) == f"certificate.{what}"
            assert running.postbox.taken == []

    def test_a_certificate_of_an_authority_that_nobody_knows(self, tmp_path: Path) -> None:
        with serving(Security.STARTTLS, certificate=trustme.CA().issue_cert("localhost")) as running:
            assert self.says(settings(running.port, tmp_path, Security.STARTTLS)) == "certificate.unknown"

    def test_a_password_that_is_wrong(self, tmp_path: Path) -> None:
        with serving(Security.STARTTLS, sign_in=True) as running:
            server = settings(running.port, tmp_path, Security.STARTTLS, **with_sign_in(tmp_path, "un autre"))
            assert self.says(server) == "sign-in"

    def test_no_sign_in_where_it_is_wanted(self, tmp_path: Path) -> None:
        with serving(Security.STARTTLS, sign_in=True) as running:
            assert self.says(settings(running.port, tmp_path, Security.STARTTLS)) == "sign-in"

    def test_a_sign_in_where_none_is_offered(self, tmp_path: Path) -> None:
        with serving(Security.STARTTLS, offers_sign_in=False) as running:
            server = settings(running.port, tmp_path, Security.STARTTLS, **with_sign_in(tmp_path))
            assert self.says(server) == "no-sign-in"

    def test_a_sender_that_the_server_does_not_take(self, tmp_path: Path) -> None:
        with serving() as running:
            running.postbox.to_sender = ["550 5.7.1 Sender not allowed"]
            assert self.says(settings(running.port, tmp_path)) == "sender-refused"

    def test_a_password_file_that_others_can_read(self, tmp_path: Path) -> None:
        signed = with_sign_in(tmp_path)
        signed["password_file"].chmod(0o640)
        with serving(Security.STARTTLS, sign_in=True) as running:
            assert self.says(settings(running.port, tmp_path, Security.STARTTLS, **signed)) == "password-open"

    @pytest.mark.parametrize(("text", "said"), [(None, "password-file"), ("", "password-empty")])
    def test_a_password_file_without_a_password(self, text: str | None, said: str, tmp_path: Path) -> None:
        signed = with_sign_in(tmp_path)
        signed["password_file"].unlink() if text is None else signed["password_file"].write_text(text)
        with serving(Security.STARTTLS, sign_in=True) as running:
            assert self.says(settings(running.port, tmp_path, Security.STARTTLS, **signed)) == said

    def test_a_file_of_authorities_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "none.pem").write_text("no certificate")
        with serving(Security.STARTTLS) as running:
            server = settings(running.port, tmp_path, Security.STARTTLS, ca_file=tmp_path / "none.pem")
            assert self.says(server) == "ca-file"
