"""Keys that come faster than the screen: none of a password ever stands in a field that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Feedback, Outcome
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.screens import outside
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.change_password import ChangePasswordScreen
from hexwizard.screens.first_run import FirstRunScreen
from hexwizard.screens.operator_form import OperatorFormScreen
from hexwizard.screens.outside import OutsideScreen
from hexwizard.screens.sign_in import SignInScreen
from hexwizard.widgets.phone import PhoneLabels, PhonePane
from hexwizard.widgets.secret_input import SecretInput
from tests.calls.agent import Agent, signed_in
from tests.screens.fakes import PASSWORD, fake_desk, hire
from tests.screens.stage import Play, playing

ADMIN = Actor("luc", Role.ADMIN)


async def hurries(play: Play, typed: str) -> None:
    """All keys at once, as a terminal sends what is typed while the program is busy; `\\r` is Enter, `\\t` is Tab."""
    for sign in typed:
        key = {"\r": "enter", "\t": "tab", " ": "space"}.get(sign, sign)
        play.app.post_message(events.Key(key, sign))
    await play.settle()


class OnlyThePhone(OutsideScreen[None]):
    HELP_KEY = "help.home"
    CSS_PATH = str(Path(outside.__file__).with_name("outside.tcss"))
    AUTO_FOCUS = "#phone-identifier"

    def column(self) -> ComposeResult:
        yield PhonePane(PhoneLabels("", "", "", "", "", ""))


@pytest.mark.parametrize("end", ["\r", "\t"])
@pytest.mark.parametrize(
    ("screen", "fields"),
    [
        (SignInScreen, ("name", "password")),
        (FirstRunScreen, ("name", "password", "again")),
        (ChangePasswordScreen, ("current", "new", "again")),
        (OnlyThePhone, ("phone-identifier", "phone-password")),
    ],
)
async def test_each_field_gets_what_was_typed_for_it(
    screen: type[WizardScreen[Any]], fields: Sequence[str], end: str
) -> None:
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, screen(), ADMIN) as play:
        if screen is FirstRunScreen:
            await play.press("1")
        await hurries(play, end.join(f"{at}{PASSWORD}" for at in range(len(fields))))
        got = [play.app.screen.query_one(f"#{field}", Input).value for field in fields]
        assert got == [f"{at}{PASSWORD}" for at in range(len(fields))]


async def test_a_whole_sign_in_at_once_signs_in() -> None:
    desk = fake_desk()
    desk.operators.add(Actor("root", Role.SYSTEM), "sophie", Role.AGENT, PASSWORD)
    async with playing(desk, SignInScreen()) as play:
        await hurries(play, f"sophie\r{PASSWORD}\r")
        assert play.ended is not None
        assert getattr(play.ended, "actor", None) == Actor("sophie", Role.AGENT)


async def test_behind_the_name_of_a_new_operator_comes_the_role_and_no_sign_of_it_in_the_name() -> None:
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, OperatorFormScreen(None), ADMIN) as play:
        await hurries(play, f"sophie\r{PASSWORD}")
        assert play.app.screen.query_one("#name", Input).value == "sophie"
        assert all(field.value == "" for field in play.app.screen.query(SecretInput))


HURRIED = {"\r": "enter", "@": "at", ".": "full_stop", " ": "space"}


async def types_at_once(agent: Agent, typed: str) -> None:
    """All of it before the wizard has answered to the first key."""
    for sign in typed:
        agent.app.post_message(events.Key(HURRIED.get(sign, sign), sign))
    await agent.waits()


async def test_a_whole_call_typed_at_once_is_the_call_typed_in_peace(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await types_at_once(agent, "nalain.sirois@hotmail.com\ri1")
        assert agent.screen() == "PrimaryEmailScreen"
        [case] = agent.desk.cases.all()
        assert (case.identifier, case.message) == ("alain.sirois@hotmail.com", PhoneMessage.INVALID)
        assert case.tried("use-username")
        await types_at_once(agent, "\roo")
        [case] = agent.desk.cases.all()
        assert (case.outcome, case.feedback) == (Outcome.SOLVED, Feedback.YES)


async def test_what_is_typed_for_a_dialog_waits_for_it(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call("hugo.pelletier@yahoo.ca", "d")
        await types_at_once(agent, "1ro")
        [case] = agent.desk.cases.all()
        assert [one.outcome for one in case.attempts] == [AttemptOutcome.PROVED]
        assert case.tried("restore-access")


async def test_a_password_typed_right_after_p_is_written_in_the_phone_and_nowhere_else(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
        await types_at_once(agent, "pwhct1lm")
        assert agent.screen() == "CannotConnectScreen"
        assert agent.app.screen.query_one("#phone-password", Input).value == "whct1lm"
        assert agent.desk.cases.all()[0].parked is None
