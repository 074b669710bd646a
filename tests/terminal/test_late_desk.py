"""A large account file is opened behind the sign-in screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.screens.find_client import FindClientScreen
from hexwizard.screens.first_run import FirstRunScreen
from hexwizard.screens.home import HomeScreen
from hexwizard.screens.sign_in import SignInScreen
from hexwizard.screens.start import StartScreen
from hexwizard.stores.file import open_file
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.terminal.late_desk import LateDesk
from tests.desks import PASSWORD, HandClock, demo_desk


async def until(pilot: Pilot[int | str], holds: Callable[[], bool]) -> None:
    while not holds():
        await pilot.pause(0.01)


async def test_the_operator_types_name_and_password_while_the_file_is_opened(tmp_path: Path) -> None:
    may_open = Event()
    with demo_desk(tmp_path) as desk:

        def open_slowly() -> Desk:
            may_open.wait()
            return desk

        app = HexwizardApp(LateDesk(open_slowly), language="fr")
        async with app.run_test(notifications=True) as pilot:
            await until(pilot, lambda: isinstance(app.screen, SignInScreen))
            await pilot.press(*"nadia", "enter", *PASSWORD, "enter")
            assert isinstance(app.screen, SignInScreen)
            may_open.set()
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            assert app.actor is not None


async def test_enter_at_home_before_the_calls_are_listed_takes_up_the_one_on_top(tmp_path: Path) -> None:
    may_open = Event()
    with demo_desk(tmp_path) as desk:
        nadia = Actor("nadia", Role.AGENT)
        desk.cases.open(nadia, Case("", desk.services.clock(), nadia.name, identifier="benoit_lavoie"))

        def open_slowly() -> Desk:
            may_open.wait()
            return desk

        app = HexwizardApp(LateDesk(open_slowly), language="fr", actor=nadia)
        async with app.run_test(notifications=True) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))
            await pilot.press("enter")
            may_open.set()
            await until(pilot, lambda: isinstance(app.screen, (StartScreen, FindClientScreen)))
            assert isinstance(app.screen, StartScreen)


async def test_a_file_that_cannot_be_opened_ends_the_wizard_and_says_why() -> None:
    def damaged() -> Desk:
        raise StoreUnusable("problem.store.damaged", path="accounts.json", where="accounts.json")

    late = LateDesk(damaged)
    app = HexwizardApp(late, language="fr")
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: app.return_code == 1)
    with pytest.raises(StoreUnusable):
        late.wait()


async def test_a_file_without_operators_leads_to_the_first_run(tmp_path: Path) -> None:
    store = open_file(tmp_path / "accounts.json", clock=HandClock(), create=True)
    app = HexwizardApp(LateDesk(lambda: Desk(Services(store))), language="fr")
    async with app.run_test(notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
    store.close()


def test_who_leaves_at_once_waits_until_the_file_is_open_so_that_it_is_closed_in_order(tmp_path: Path) -> None:
    opened: list[Desk] = []
    with demo_desk(tmp_path) as desk:

        def open_it() -> Desk:
            opened.append(desk)
            return desk

        late = LateDesk(open_it)
        assert not late.is_open
        late.wait()
        assert opened == [late.desk]
