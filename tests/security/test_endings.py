"""Whatever ends the wizard from outside: the terminal is given back, no secret stays, the call is offered again."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from hexwizard.desk.client_sign_in import PhoneAnswer
from tests.security import calls, people
from tests.security.terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")


def ends_in_order(terminal: Terminal, status: int) -> None:
    assert terminal.ends() == status
    assert terminal.modes_left() == {}
    assert terminal.is_as_before()
    assert "Traceback" not in terminal.all_text


class TestASignal:
    def test_while_a_temporary_password_is_shown_leaves_it_pending_and_takes_it_off_screen_and_clipboard(
        self, tmp_path: Path
    ) -> None:
        path = people.account_file(tmp_path)
        with people.signed_in(path) as terminal:
            secret = calls.temporary_password(terminal)
            assert secret.count("-") >= 3
            terminal.signal(signal.SIGTERM)
            ends_in_order(terminal, 143)
            assert terminal.clipboard == ""
            assert b"\x1b[2J" in terminal.sent[-400:]
        with people.desk_on(path) as desk:
            [left] = desk.temporary_passwords.pending()
            assert left.account.username == "benoit_lavoie"
            assert left.case is not None
            assert desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.INVALID

    def test_while_a_note_is_typed_keeps_all_of_it_and_offers_the_call_at_that_screen(self, tmp_path: Path) -> None:
        path = people.account_file(tmp_path)
        with people.signed_in(path) as terminal:
            calls.handing_over(terminal)
            terminal.press("She reads it twice: nothing happens")
            terminal.until("nothing happens")
            terminal.signal(signal.SIGQUIT)
            ends_in_order(terminal, 131)
        with people.signed_in(path) as terminal:
            terminal.until("To resume", "Léa Morin")
            terminal.still()
            terminal.press("\r")
            terminal.until(calls.STILL_IMPOSSIBLE, "She reads it twice: nothing happens")
        assert not list(tmp_path.glob("core*"))

    def test_while_the_client_tries_again_offers_the_call_there(self, tmp_path: Path) -> None:
        path = people.account_file(tmp_path)
        with people.signed_in(path) as terminal:
            calls.trying_again(terminal)
            terminal.signal(signal.SIGINT)
            ends_in_order(terminal, 130)
        with people.signed_in(path) as terminal:
            terminal.until("Benoît Lavoie")
            terminal.still()
            terminal.press("\r")
            terminal.until("The client tries again")


class TestALostTerminal:
    def test_ends_the_wizard_and_keeps_the_call(self, tmp_path: Path) -> None:
        path = people.account_file(tmp_path)
        with people.signed_in(path) as terminal:
            calls.what_to_do(terminal)
            terminal.hang_up()
            assert terminal.ends() == 129
        with people.desk_on(path) as desk:
            [case] = desk.cases.all()
            assert case.is_open
            assert case.username == "benoit_lavoie"

    def test_ends_the_wizard_also_where_no_signal_tells(self, tmp_path: Path) -> None:
        """As under `nohup`, or where somebody else leads the session."""
        with Terminal(
            people.command(people.account_file(tmp_path)),
            environment=people.environment(tmp_path),
            folder=tmp_path,
            before=lambda: void(signal.signal(signal.SIGHUP, signal.SIG_IGN)),
        ) as terminal:
            terminal.until("Your name")
            terminal.hang_up()
            assert terminal.ends() == 129


class TestMemory:
    def test_goes_to_no_core_file(self, tmp_path: Path) -> None:
        with people.wizard(people.account_file(tmp_path)) as terminal:
            terminal.until("Your name")
            assert resource.prlimit(terminal.child, resource.RLIMIT_CORE) == (0, 0)
            terminal.press("\x11")
            ends_in_order(terminal, 0)


def void(_: object) -> None:
    """Whatever it was."""
