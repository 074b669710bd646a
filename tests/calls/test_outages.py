"""The server crashes in mid-call: the screen says so, keeps what was typed, and no act is half done or done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from psycopg import OperationalError
from textual.widgets import Input

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.data_files import data_path
from hexwizard.desk.desk import Desk
from hexwizard.desk.operators import Operators
from hexwizard.desk.services import Services
from hexwizard.stores.postgres.address import place_of
from hexwizard.stores.postgres.keyring import Keyring
from hexwizard.stores.postgres.marks import StoreHead
from hexwizard.stores.postgres.opening import open_server
from hexwizard.stores.postgres.transaction import ServerTransaction
from hexwizard.stores.protocol import Sign, Table
from tests.calls.agent import Agent
from tests.desks import NOW, PASSWORD, SYSTEM, HandClock, cheap_hasher
from tests.stores.servers import Server, lone_server

EMAIL = "alain.sirois@hotmail.com"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with lone_server() as server:
        yield server


@asynccontextmanager
async def on_server(server: Server, folder: Path) -> AsyncIterator[Agent]:
    """Nadia, signed in at a desk on the server."""
    with server.connected() as owner:
        owner.execute("DROP SCHEMA IF EXISTS hexwizard CASCADE")
    keyring = Keyring(folder / "postgresql.key", folder / "heads")
    store = open_server(place_of(server.address("postgres"), {}), keyring, create=True)
    try:
        desk = Desk(Services(store, clock=HandClock(), chooser=Random(7), hasher=cheap_hasher()))
        desk.imports.run(SYSTEM, data_path("demo", "accounts.csv"), data_path("demo", "companies.csv"))
        desk.operators.add(SYSTEM, "nadia", Role.AGENT, PASSWORD)
        with store.transaction() as act:  # she has been shown around
            act.put(Table.OPERATORS, "nadia", replace(desk.operators.all()[0], toured_at=NOW))
        app = HexwizardApp(desk, language="fr")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            agent = Agent(app, pilot, desk)
            await agent.waits()
            await agent.signs_in("nadia")
            yield agent
    finally:
        store.close()


async def until(true: Callable[[], bool]) -> None:
    for _ in range(6000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


async def test_the_screen_says_so_and_keeps_what_is_typed_until_it_is_back(server: Server, tmp_path: Path) -> None:
    async with on_server(server, tmp_path) as agent:
        await agent.takes_the_call(EMAIL, "i")
        await agent.presses("f3")
        await agent.types("rappeler ")
        server.stop("immediate")
        try:
            await until(lambda: agent.app.is_away)
            await agent.types("demain")
            agent.sees("Le serveur ne répond plus", "rappeler demain")
            await agent.presses("escape", "1")
            agent.sees("Le serveur ne répond plus", "✕", "Rien n’a été modifié")
            await agent.presses("enter")
            assert agent.screen() == "TryAgainScreen"
            await agent.presses("escape")
            agent.sees("Le serveur ne répond plus")
        finally:
            server.start()
        await until(lambda: not agent.app.is_away)
        await agent.waits()
        agent.sees("Le serveur répond de nouveau")
        agent.does_not_see("Le serveur ne répond plus")
        await agent.presses("1")
        (case,) = agent.desk.cases.all()
        assert case.notes == "rappeler demain"
        assert [step.what for step in case.steps] == ["use-username"]
        assert agent.desk.services.store.verify().damage == ()


async def test_a_call_that_could_not_be_opened_stands_where_it_was_typed(server: Server, tmp_path: Path) -> None:
    async with on_server(server, tmp_path) as agent:
        await agent.presses("n")
        await agent.types(EMAIL)
        server.stop("immediate")
        try:
            await until(lambda: agent.app.is_away)
            await agent.presses("enter")
            assert agent.screen() == "FindClientScreen"
            assert agent.app.screen.query_one("#typed", Input).value == EMAIL
        finally:
            server.start()
        await until(lambda: not agent.app.is_away)
        await agent.presses("enter", "i")
        agent.sees("Alain Sirois")


async def test_who_sits_here_is_not_shown_the_door_while_nobody_can_be_asked_about_them(
    server: Server, tmp_path: Path
) -> None:
    async with on_server(server, tmp_path) as agent:
        await agent.takes_the_call(EMAIL, "i")
        server.stop("immediate")
        try:
            await until(lambda: agent.app.is_away)
            await agent.hears(Sign.CHANGED)  # told of just before the server fell
            assert agent.screen() == "PrimaryEmailScreen"
            agent.sees("Alain Sirois")
        finally:
            server.start()


async def test_a_server_that_falls_once_the_password_was_checked_leaves_the_sign_in_as_it_was(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in = Operators.sign_in

    def and_falls(operators: Operators, name: str, password: str) -> Actor:
        monkeypatch.undo()
        actor = sign_in(operators, name, password)
        server.stop("immediate")
        return actor

    async with on_server(server, tmp_path) as agent:
        await agent.presses("ctrl+o")
        monkeypatch.setattr(Operators, "sign_in", and_falls)
        try:
            await agent.signs_in("nadia")
            assert agent.screen() == "SignInScreen"
            agent.sees("nadia", "✕ Le serveur", "ne répond")
        finally:
            server.start()
        await until(lambda: not agent.app.is_away)
        await agent.types(PASSWORD)
        await agent.presses("enter")
        await agent.waits_for("Bonjour, nadia.")


async def test_an_act_whose_answer_was_lost_is_looked_up_and_not_done_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = ServerTransaction.commit

    def unanswered(act: ServerTransaction) -> StoreHead | None:
        commit(act)
        monkeypatch.setattr(ServerTransaction, "commit", commit)
        server.stop("immediate")
        raise OperationalError("the answer was lost")

    async with on_server(server, tmp_path) as agent:
        await agent.takes_the_call(EMAIL, "i")
        monkeypatch.setattr(ServerTransaction, "commit", unanswered)
        await agent.presses_at_once("1")
        try:
            await until(lambda: agent.app.is_away)
        finally:
            server.start()
        await until(lambda: not agent.app.is_away)
        await agent.waits()
        agent.sees("✓ Entrer avec le nom d’utilisateur")
        agent.does_not_see("Rien n’a été modifié")
        (case,) = agent.desk.cases.all()
        assert [step.what for step in case.steps] == ["use-username"]
