"""Row 9: locked after 10 minutes alone; before a temporary password the operator signs in again after 15 minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.accounts.model import TemporaryState
from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.session import Session
from hexwizard.desk.session_rules import SessionRules, SignInAgain
from hexwizard.desk.settings import Settings, SettingsProblem, load_settings
from tests.calls.agent import Agent, signed_in
from tests.desk.desks import AGENT, Office, office
from tests.desks import PASSWORD, SYSTEM, HandClock
from tests.fakes import FakeStore

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
CLIENT = "alain.sirois@hotmail.com"


class TestTheSession:
    def test_locks_after_ten_minutes_alone_to_the_second(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules())
        clock.advance(10 * MINUTE - SECOND)
        assert not session.is_locked
        clock.advance(SECOND)
        assert session.is_locked

    def test_a_key_begins_the_time_anew(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules())
        for _ in range(5):
            clock.advance(9 * MINUTE)
            assert session.touch()
        assert not session.is_locked

    def test_a_key_that_comes_too_late_opens_nothing(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules())
        clock.advance(timedelta(hours=8))
        assert not session.touch()
        assert session.is_locked

    def test_once_locked_it_stays_locked_until_the_same_operator_is_back(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules())
        session.lock()
        clock.advance(-timedelta(days=1))
        assert session.is_locked
        assert not session.touch()
        with pytest.raises(ValueError, match="another"):
            session.renew(Actor("hector", Role.HEXPERT, clock()))
        assert session.is_locked
        session.renew(replace(AGENT, signed_in_at=clock()))
        assert not session.is_locked

    def test_a_clock_set_back_keeps_it_open_no_longer(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules())
        clock.advance(-timedelta(days=1))
        assert not session.is_locked
        clock.advance(10 * MINUTE)
        assert session.is_locked

    def test_the_configuration_says_after_how_long(self) -> None:
        clock = HandClock()
        session = Session(AGENT, clock, SessionRules(lock_after=2 * MINUTE))
        clock.advance(2 * MINUTE)
        assert session.is_locked


def _settings(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, required=True)


class TestTheConfiguration:
    def test_says_nothing_and_the_promise_holds(self, tmp_path: Path) -> None:
        assert _settings(tmp_path, "").session == SessionRules(10 * MINUTE, 15 * MINUTE)

    @pytest.mark.parametrize(("lock", "again"), [(1, 1), (30, 15), (5, 10)])
    def test_may_say_so_within_bounds(self, tmp_path: Path, lock: int, again: int) -> None:
        said = f"[session]\nlock_after_minutes = {lock}\nsign_again_after_minutes = {again}\n"
        assert _settings(tmp_path, said).session == SessionRules(lock * MINUTE, again * MINUTE)

    @pytest.mark.parametrize(
        "said",
        [
            "lock_after_minutes = 0",
            "lock_after_minutes = 31",
            "lock_after_minutes = true",
            "lock_after_minutes = 2.5",
            "lock_after_minutes = '10'",
            "sign_again_after_minutes = 16",
            "sign_again_after_minutes = 0",
            "idle = 3",
        ],
    )
    def test_is_refused_beyond_them_in_one_line_that_names_the_place(self, tmp_path: Path, said: str) -> None:
        with pytest.raises(SettingsProblem) as refused:
            _settings(tmp_path, f"[session]\n{said}\n")
        assert refused.value.message.params["name"] == f"session.{said.partition(' ')[0]}"


class TestTheDesk:
    def _issue(self, at: Office, who: Actor) -> None:
        at.desk.temporary_passwords.issue(who, at.case(), at.account())

    def test_makes_no_temporary_password_once_the_sign_in_is_over_fifteen_minutes_old(self) -> None:
        at = office()
        at.clock.advance(15 * MINUTE)
        self._issue(at, AGENT)
        at.clock.advance(SECOND)
        case = at.case()
        before = at.store.snapshot()
        with pytest.raises(SignInAgain):
            at.desk.temporary_passwords.issue(AGENT, case, at.account())
        assert at.store.tables == before
        self._issue(at, replace(AGENT, signed_in_at=at.clock()))

    @pytest.mark.parametrize("when", [None, timedelta(seconds=1), timedelta(days=1)])
    def test_nor_where_nobody_signed_in_or_only_later(self, when: timedelta | None) -> None:
        at = office()
        at_that_time = None if when is None else at.clock() + when
        with pytest.raises(SignInAgain):
            self._issue(at, replace(AGENT, signed_in_at=at_that_time))

    def test_takes_a_shorter_time_from_the_configuration(self) -> None:
        at = Office(FakeStore(), settings=Settings(session=SessionRules(sign_again_after=MINUTE)))
        at.put(office().account())
        at.clock.advance(MINUTE + SECOND)
        with pytest.raises(SignInAgain):
            self._issue(at, AGENT)


def _advance(agent: Agent, by: timedelta) -> None:
    clock = agent.desk.services.clock
    assert isinstance(clock, HandClock)
    clock.advance(by)


class TestTheScreen:
    async def test_left_alone_it_shows_nothing_of_the_client_and_comes_back_as_it_was(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            before = agent.screen()
            _advance(agent, 10 * MINUTE)
            agent.app.watch_session()
            await agent.waits()
            assert agent.screen() == "LockScreen"
            agent.sees("verrouillée", "nadia")
            for told in ("Sirois", "sirois", "hotmail", "2026-0001"):
                agent.does_not_see(told)
            await agent.types(PASSWORD)
            await agent.presses("enter")
            assert agent.screen() == before
            agent.sees("Alain Sirois")

    async def test_the_key_that_comes_after_the_time_locks_and_does_nothing_else(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            steps = len(agent.desk.cases.all()[0].steps)
            _advance(agent, 10 * MINUTE)
            await agent.presses("1")
            assert agent.screen() == "LockScreen"
            assert len(agent.desk.cases.all()[0].steps) == steps

    async def test_keys_and_the_mouse_keep_it_open(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            for way in ("key", "mouse") * 3:
                _advance(agent, 9 * MINUTE)
                if way == "key":
                    await agent.presses("down")
                else:
                    await agent.moves_the_mouse()
                agent.app.watch_session()
                await agent.waits()
                assert agent.screen() == "HomeScreen"

    async def test_what_was_typed_is_still_there_and_letters_do_not_reach_beneath(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("n")
            await agent.types("alain.sir")
            await agent.presses("ctrl+l")
            assert agent.screen() == "LockScreen"
            agent.does_not_see("alain.sir")
            await agent.types("wrong")
            await agent.presses("enter")
            agent.sees("Ce n’est pas le bon mot de passe")
            await agent.presses("escape", "f1", "escape", "q", "n")
            assert agent.screen() == "LockScreen"
            await agent.presses("ctrl+u")
            await agent.types(PASSWORD)
            await agent.presses("enter")
            assert agent.screen() == "FindClientScreen"
            agent.sees("alain.sir")

    async def test_wrong_ones_are_counted_by_the_same_throttle(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("ctrl+l")
            for _ in range(5):
                await agent.types("wrong")
                await agent.presses("enter")
            agent.sees("Trop d’essais ratés", "30")
            await agent.types(PASSWORD)
            await agent.presses("enter")
            assert agent.screen() == "LockScreen"
            _advance(agent, 30 * SECOND)
            await agent.types(PASSWORD)
            await agent.presses("enter")
            assert agent.screen() == "HomeScreen"

    async def test_another_operator_signs_in_and_the_case_stays_its_owner_s(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            await agent.presses("ctrl+l", "ctrl+o")
            assert agent.screen() == "SignInScreen"
            agent.does_not_see("Sirois")
            agent.desk.operators.add(SYSTEM, "benoit", Role.AGENT, PASSWORD)
            await agent.signs_in("benoit")
            await agent.presses("escape")  # shown around, and not now
            agent.does_not_see("À reprendre")
            await agent.presses("ctrl+o")
            await agent.signs_in("nadia")
            agent.sees("À reprendre", "Alain Sirois")

    async def test_a_secret_that_was_shown_is_hidden_again(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
            await agent.presses("2", "enter", "1", "r", "o", "v")
            secret = agent.secret()
            agent.sees(secret.split("-")[0])
            await agent.presses("ctrl+l")
            for word in secret.split("-"):
                agent.does_not_see(word)
            await agent.types(PASSWORD)
            await agent.presses("enter")
            agent.does_not_see(secret.split("-")[0])
            await agent.presses("v")
            agent.sees(secret.split("-")[0])

    async def test_before_a_temporary_password_the_agent_signs_in_again(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
            await agent.presses("2", "enter")
            for _ in range(2):
                _advance(agent, 8 * MINUTE)
                await agent.presses("down")
            await agent.presses("1", "r", "o")
            assert agent.screen() == "SignAgainScreen"
            account = agent.desk.clients.account("benoit_lavoie")
            assert account is not None
            assert account.temporary == ()
            await agent.types("wrong")
            await agent.presses("enter")
            agent.sees("Ce n’est pas le bon mot de passe")
            await agent.types(PASSWORD)
            await agent.presses("enter")
            account = agent.desk.clients.account("benoit_lavoie")
            assert account is not None
            assert [one.state for one in account.temporary] == [TemporaryState.PENDING]
            await agent.presses("v")
            agent.sees(agent.secret().split("-")[0])

    async def test_escape_makes_none(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
            await agent.presses("2", "enter")
            for _ in range(2):
                _advance(agent, 8 * MINUTE)
                await agent.presses("down")
            await agent.presses("1", "r", "o", "escape")
            account = agent.desk.clients.account("benoit_lavoie")
            assert account is not None
            assert account.temporary == ()
            assert agent.screen() == "TemporaryPasswordScreen"


class TestAFallenOperator:
    async def test_is_told_and_shown_the_door_and_the_case_is_kept(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            agent.desk.operators.disable(SYSTEM, "nadia")
            await agent.presses("1")
            await agent.waits()
            assert agent.screen() == "SignInScreen"
            agent.sees("L’accès de nadia a été retiré")
            case = agent.desk.cases.all()[0]
            assert (case.is_open, case.opened_by, case.steps) == (True, "nadia", ())
            agent.desk.operators.enable(SYSTEM, "nadia")
            await agent.signs_in("nadia")
            agent.sees("À reprendre", "Alain Sirois")

    async def test_who_only_answers_a_question_is_told_as_well(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            agent.desk.operators.change_role(SYSTEM, "nadia", Role.HEXPERT)
            await agent.presses("enter", "x")
            await agent.waits()
            assert agent.screen() == "SignInScreen"

    async def test_is_shown_the_door_once_however_many_things_notice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shown: list[None] = []
        show = HexwizardApp._show_the_door

        def counted(app: HexwizardApp) -> object:
            shown.append(None)
            return show(app)

        monkeypatch.setattr(HexwizardApp, "_show_the_door", counted)
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(CLIENT, "i")
            agent.app.turn_away()
            agent.app.turn_away()
            await agent.waits()
            assert agent.screen() == "SignInScreen"
            assert len(shown) == 1

    async def test_who_does_nothing_is_noticed_within_moments(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            agent.desk.operators.disable(SYSTEM, "nadia")
            await agent.hears()
            assert agent.screen() == "SignInScreen"
