"""The demo from every side: the agent hands over, the Hexpert repairs, the administrator looks after the desk."""

from __future__ import annotations

from pathlib import Path

from hexwizard.app import HexwizardApp
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo import ADMINISTRATOR_NAME, SECOND_NAME, furnish
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import load_settings
from hexwizard.mail.outbox import OutboxMailer
from hexwizard.stores.file.store import open_file
from tests.calls.agent import Agent
from tests.desks import HandClock, cheap_hasher


async def test_a_call_is_handed_over_repaired_and_answered_without_a_password(tmp_path: Path) -> None:
    clock = HandClock()
    store = open_file(tmp_path / "accounts.json", clock=clock, create=True)
    settings = load_settings(data_path("demo", "config.toml"), required=True)
    desk = Desk(Services(store, settings, clock=clock, hasher=cheap_hasher(), mailer=OutboxMailer(tmp_path / "outbox")))
    app = HexwizardApp(desk, language="fr", actor=furnish(desk, "Démo"), demo=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        agent = Agent(app, pilot, desk)
        await agent.waits()
        agent.sees("rien n’y est verrouillé", "Autre personne")
        await agent.takes_the_call("sylvie.fortin@bell.net", "d")
        await agent.presses("1", "1", "h")

        await agent.presses("ctrl+o")
        assert agent.screen() == "DemoSeatScreen"
        agent.sees("Démo — Agent", f"{SECOND_NAME} — Hexpert", ADMINISTRATOR_NAME)
        await agent.presses("2")
        assert agent.screen() == "QueueScreen"
        await agent.presses("enter", "f", "1", "r", "o")
        account = desk.clients.account("sylvie_fortin")
        assert account is not None
        assert account.primary_email is None
        await agent.presses("b")
        await agent.types("C est fait.")
        await agent.presses("enter", "h", "escape")

        await agent.presses("ctrl+o", "3")
        agent.sees(f"Bonjour, {ADMINISTRATOR_NAME}")
        await agent.presses("4")
        agent.sees(SECOND_NAME, "Démo")
        await agent.presses("escape", "ctrl+o", "1")
        agent.sees("Réponse des Hexperts", "Sylvie Fortin")
        await agent.presses("ctrl+l")
        agent.sees("rien n’est verrouillé")
        assert not app.is_locked
        await agent.presses("ctrl+o", "escape")
        assert agent.screen() == "HomeScreen"
        agent.sees("Démo · Agent")
    store.close()
