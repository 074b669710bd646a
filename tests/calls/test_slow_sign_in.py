"""A store that is slow, or away, while an operator signs in: the screen lives on, and says what it waits for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.desk.operators import Operators
from hexwizard.screens.sign_in import SignInScreen
from hexwizard.stores.file import FileStore
from hexwizard.stores.protocol import StoreUnusable, Table
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.widgets.secret_input import SecretInput
from tests.calls.agent import Agent, signed_in
from tests.desks import demo_desk

SAID = "ne répond pas"


async def until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


def raises_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The next time that `name` is asked of the operators, the store cannot be read."""
    asked = getattr(Operators, name)

    def away(*_: object) -> None:
        monkeypatch.setattr(Operators, name, asked)
        raise StoreUnusable("problem.server.away", path="desk")

    monkeypatch.setattr(Operators, name, away)


def never_shown_around(desk: Desk, name: str) -> None:
    with desk.services.store.transaction() as act:
        (operator,) = (one for one in desk.operators.all() if one.name == name)
        act.put(Table.OPERATORS, name, replace(operator, toured_at=None))


async def test_nothing_is_asked_of_the_store_by_the_thread_that_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = threading.get_ident()
    asked: list[bool] = []

    def noted(ask: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*given: Any) -> Any:  # noqa: ANN401 - whatever the store's own takes
            asked.append(threading.get_ident() == drawing)
            return ask(*given)

        return noting

    with demo_desk(tmp_path) as desk:
        never_shown_around(desk, "nadia")
        app = HexwizardApp(desk, language="fr")
        for name in ("reader", "transaction"):
            monkeypatch.setattr(FileStore, name, noted(getattr(FileStore, name)))
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            await agent.signs_in("nadia")
            await agent.waits_for("Visite")
            await agent.presses("escape")
            await agent.waits_for("Bonjour, nadia.")
            await agent.presses("ctrl+o")
            assert agent.screen() == "SignInScreen"
    assert asked
    assert not any(asked)


@pytest.mark.parametrize("question", ["must_change_password", "is_new_here"])
async def test_a_store_that_goes_away_once_the_password_was_checked_is_told_at_the_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    with demo_desk(tmp_path) as desk:
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            raises_once(monkeypatch, question)
            await agent.signs_in("nadia")
            assert agent.screen() == "SignInScreen"
            agent.sees(SAID, "nadia")
            await agent.types("quatorze canards bleus")
            await agent.presses("enter")
            await agent.waits_for("Bonjour, nadia.")


async def test_a_tour_that_could_not_be_noted_keeps_nobody_from_their_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with demo_desk(tmp_path) as desk:
        never_shown_around(desk, "hector")
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            raises_once(monkeypatch, "note_tour")
            await agent.signs_in("hector")
            await agent.waits_for("Visite")
            await agent.presses("escape")
            await until(lambda: agent.screen() == "QueueScreen")
            agent.sees(SAID)


async def test_the_next_operator_is_told_what_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    exist = Operators.exist

    def slow(operators: Operators) -> bool:
        answered.wait(20)
        return exist(operators)

    async with signed_in(tmp_path) as agent:
        monkeypatch.setattr(Operators, "exist", slow)
        await agent.presses_at_once("ctrl+o")
        try:
            await until(lambda: "Lecture des comptes" in agent.shown())
        finally:
            answered.set()
        await until(lambda: agent.screen() == "SignInScreen")


async def test_a_store_that_goes_away_as_soon_as_it_is_open_leaves_the_sign_in_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open = threading.Event()
    with demo_desk(tmp_path) as desk:

        def open_slowly() -> Desk:
            may_open.wait()
            return desk

        late = LateDesk(open_slowly)
        app = HexwizardApp(late, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await until(lambda: isinstance(app.screen, SignInScreen))
            raises_once(monkeypatch, "exist")
            may_open.set()
            await until(lambda: late.is_open)
            await agent.waits()
            await agent.signs_in("nadia")
            await agent.waits_for("Bonjour, nadia.")
            assert app.actor is not None


async def test_a_password_that_must_be_changed_is_not_passed_over_while_the_store_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with demo_desk(tmp_path) as desk:
        with desk.services.store.transaction() as act:
            (operator,) = (one for one in desk.operators.all() if one.name == "nadia")
            act.put(Table.OPERATORS, "nadia", replace(operator, must_change_password=True))
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            raises_once(monkeypatch, "must_change_password")
            await agent.signs_in("nadia")
            assert app.actor is None
            await agent.types("quatorze canards bleus")
            await agent.presses("enter")
            await until(lambda: agent.screen() == "ChangePasswordScreen")


async def test_what_is_typed_while_a_password_is_checked_stays_and_enter_asks_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = threading.Event()
    asked: list[str] = []
    sign_in = Operators.sign_in

    def slow(operators: Operators, name: str, password: str) -> Actor:
        asked.append(password)
        assert checked.wait(20)
        return sign_in(operators, name, password)

    monkeypatch.setattr(Operators, "sign_in", slow)
    with demo_desk(tmp_path) as desk:
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            await pilot.press(*"nadia", "enter", *"wrong", "enter")
            await until(lambda: bool(asked))
            await pilot.press(*"again", "enter")
            agent.sees("Vérification")
            checked.set()
            await agent.waits()
            agent.sees("✕")
            assert app.screen.query_one("#password", SecretInput).value == "again"
    assert asked == ["wrong"]
