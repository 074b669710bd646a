"""What another desk does on the same accounts shows on this one's screen, and nothing typed here is touched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

from textual.widgets import Input

from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.desk import Desk
from hexwizard.diagnosis.findings import RepairId
from hexwizard.stores.file.store import open_file
from tests.calls.agent import Agent, signed_in

HECTOR = Actor("hector", Role.HEXPERT)
ALAIN = "alain_sirois"
EMAIL = "alain.sirois@hotmail.com"


@contextmanager
def second_desk(agent: Agent) -> Iterator[Desk]:
    """Another process's desk on the same account file."""
    services = agent.desk.services
    store = open_file(Path(services.store.location), clock=services.clock)
    try:
        beside = copy(services)
        beside.store = store
        yield Desk(beside)
    finally:
        store.close()


def makes_primary(desk: Desk) -> None:
    account = desk.clients.account(ALAIN)
    assert account is not None
    with desk.services.acting(HECTOR, Act.MAKE_PRIMARY, client=ALAIN) as acting:
        acting.change(account, primary_email=EMAIL, secondary_emails=())


def writes_a_note(agent: Agent, desk: Desk) -> None:
    case = desk.cases.all()[0]
    Call(desk, HECTOR, case).note("rappeler après 16 h")


class TestTheScreenOfACall:
    async def test_shows_what_was_done_to_the_client_and_by_whom(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, size=(120, 40)) as agent:
            await agent.takes_the_call(EMAIL, "i")
            agent.sees("Courriel secondaire, pour les messages seulement")
            with second_desk(agent) as other:
                makes_primary(other)
            await agent.hears()
            agent.sees("Compte du client modifié par hector", "L’écran est à jour")
            agent.does_not_see("Courriel secondaire, pour les messages seulement")

    async def test_a_number_pressed_just_then_does_not_do_something_else(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, size=(120, 40)) as agent:
            await agent.takes_the_call(EMAIL, "i")
            with second_desk(agent) as other:
                makes_primary(other)
            await agent.hears()
            await agent.presses("1")
            agent.sees("Ce qui est à faire vient de changer")
            assert not agent.desk.cases.all()[0].tried(RepairId.USE_USERNAME)

    async def test_keeps_what_is_typed_and_where(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, size=(120, 40)) as agent:
            await agent.takes_the_call("vincent.roy@videotron.ca", "i")
            await agent.clicks_on("Version de l’app")
            assert agent.screen() == "AppVersionScreen"
            field = agent.app.screen.query_one("#notes", Input)
            field.focus()
            field.value = "ios 5.1"
            with second_desk(agent) as other:
                writes_a_note(agent, other)
            await agent.hears()
            agent.sees("Dossier modifié par hector", "ios 5.1")
            agent.app.clear_notifications()  # it lies over the note
            await agent.waits()
            agent.sees("rappeler après 16 h")
            assert agent.app.focused is field

    async def test_waits_for_a_dialog_to_be_answered(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, size=(120, 40)) as agent:
            await agent.takes_the_call(EMAIL, "i")
            await agent.presses("f4")
            dialog = agent.app.screen
            with second_desk(agent) as other:
                makes_primary(other)
            await agent.hears()
            assert agent.app.screen is dialog
            agent.sees("Compte du client modifié par hector")
            await agent.presses("escape")
            agent.does_not_see("Courriel secondaire, pour les messages seulement")

    async def test_says_nothing_of_what_the_agent_did_here(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call(EMAIL, "i")
            await agent.presses("1")
            await agent.hears()
            agent.does_not_see("L’écran est à jour")
            assert not agent.app._notifications


class TestByItself:
    async def test_the_queue_fills_within_moments(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector") as agent:
            agent.sees("Rien n’attend")
            with second_desk(agent) as other:
                nadia = Actor("nadia", Role.AGENT)
                call = Call(other, nadia, other.cases.open(nadia))
                call.answer(identifier="sylvie.fortin@bell.net")
                found = (one for way in call.diagnosis.findings for one in way.repairs)
                call.acts.carry_out(next(one for one in found if one.id is RepairId.HAND_OVER))
            async with asyncio.timeout(30):
                while "Sylvie Fortin" not in agent.shown():
                    await agent.waits()
