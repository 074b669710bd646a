"""« Mot de passe oublié? » from the ringing phone to the new password, by keyboard alone, on a real account file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.verification.policy import digest
from tests.calls.agent import Agent, signed_in
from tests.desk.resets import BY_MAIL, CHOSEN, code_in
from tests.security import canary

ISABELLE = "isabelle.nadeau@gmail.com"


def brings(agent: Agent, code: str, identifier: str = ISABELLE) -> PhoneAnswer:
    return agent.desk.password_reset.choose(identifier, code, CHOSEN)


async def test_the_client_reads_the_code_chooses_a_password_and_is_in(tmp_path: Path, own_home: Path) -> None:
    """A client of several companies: no temporary password, the e-mail is the way. The code is in the letter alone."""
    async with signed_in(tmp_path, size=(120, 40)) as agent:
        await agent.takes_the_call(ISABELLE, "i")
        await agent.presses("1")
        assert agent.screen() == "ForgottenPasswordScreen"
        agent.sees("Envoyer le courriel de réinitialisation", ISABELLE)
        await agent.presses("1")
        agent.sees("Accepté par le serveur", "Le lien vaut encore 60 minutes", "Avec Gmail")
        [letter] = (tmp_path / "outbox").glob("*.eml")
        code = code_in(letter)
        await agent.presses("x")
        agent.sees("client avant de renvoyer")
        await agent.presses("o")
        picture = canary.drawn(agent.app.export_screenshot())
        assert brings(agent, code) is PhoneAnswer.PASSWORD_CHANGED
        assert agent.desk.phone.attempt(ISABELLE, CHOSEN) is PhoneAnswer.CONNECTED
        await agent.presses("enter")
        agent.sees("Le client réessaie")
        ticket = await agent.ends_the_call()
        assert "Envoyer le courriel de réinitialisation" in ticket
        assert agent.counted <= 12
    places = canary.files(tmp_path, own_home) | {"screen": picture, "ticket": ticket.encode()}
    del places[str(letter)]
    found = canary.found({"code": code, "in the link": code.replace("-", ""), "password": CHOSEN}, places)
    assert found == []


async def test_a_temporary_password_goes_by_mail_after_a_warning_where_the_policy_says_so(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        services, system = agent.desk.services, Actor("lise", Role.SYSTEM)
        services.settings = replace(services.settings, verification=BY_MAIL)
        await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
        await agent.presses("2", "enter", "1", "r", "o", "ctrl+e")
        agent.does_not_see("en clair")
        agent.desk.policies.accept(system, digest(BY_MAIL))
        await agent.presses("escape", "2", "1", "ctrl+e")
        agent.sees("en clair", "lise a accepté", "L’envoyer à benoit.lavoie@outlook.com ?")
        await agent.presses("o")
        [letter] = (tmp_path / "outbox").glob("*.eml")
        assert agent.secret() in letter.read_text(encoding="utf-8")
