"""Eight calls, by keyboard alone, from signing in to the copied ticket, on a real account file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.desk.call import Call
from hexwizard.desk.case import CaseState, Feedback, Outcome
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.diagnosis.facts import PhoneMessage
from tests.calls.agent import Agent, signed_in
from tests.desks import PASSWORD


def the_case(agent: Agent) -> tuple[CaseState, Outcome | None, Feedback | None]:
    case = agent.desk.cases.all()[0]
    return case.state, case.outcome, case.feedback


SOLVED = (CaseState.CLOSED, Outcome.SOLVED, Feedback.YES)
HANDED_OVER = (CaseState.HANDED_OVER, Outcome.HANDED_OVER, Feedback.YES)


class TestSlipInTheIdentifier:
    async def test_the_client_is_found_named_and_told_how_to_type_it(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("chantal.gagnon@gmial.com", "i")
            agent.sees("Est-ce l’un de ces clients", "chantal.gagnon@gmail.com")
            await agent.presses("enter")
            agent.sees("dit ce nom de lui-même", "Chantal Gagnon")
            await agent.presses("o")
            agent.sees("Chantal Gagnon", "Épelez-moi")
            await agent.presses("1", "enter")
            agent.sees("Le client réessaie")
            ticket = await agent.ends_the_call()
            assert "chantal.gagnon@gmial.com" in ticket
            assert the_case(agent) == SOLVED
            assert agent.counted <= 12


class TestSecondaryEmail:
    async def test_the_client_is_told_the_username(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            agent.sees("2b", "alain_sirois")
            await agent.presses("1", "enter")
            ticket = await agent.ends_the_call()
            assert "alain_sirois" in ticket
            assert the_case(agent) == SOLVED
            assert agent.counted <= 12


class TestWrongPassword:
    async def test_a_temporary_password_is_made_handed_over_and_opens_once(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
            await agent.presses("2")
            assert agent.screen() == "TemporaryPasswordScreen"
            await agent.presses("enter", "1", "r", "o", "v", "y")
            secret = agent.app.clipboard
            assert agent.desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.INVALID
            await agent.presses("g", "enter")
            agent.sees("Le client réessaie")
            assert agent.desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.CHOOSE_PASSWORD
            assert agent.desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.INVALID
            ticket = await agent.ends_the_call()
            assert secret not in ticket
            assert the_case(agent) == SOLVED

    async def test_the_clients_phone_on_the_screen_lets_them_in_and_asks_for_a_new_password(
        self, tmp_path: Path
    ) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("benoit.lavoie@outlook.com", "i")
            await agent.presses("2", "enter", "1", "r", "o", "v", "y")
            secret = agent.app.clipboard
            await agent.presses("g", "enter", "p")
            await agent.types(secret)
            await agent.presses("enter")
            agent.sees("Nouveau mot de passe")
            await agent.types("neuf tortues patientes")
            await agent.presses("enter")
            assert agent.desk.phone.attempt("benoit_lavoie", "neuf tortues patientes") is PhoneAnswer.CONNECTED


class TestSeveralCompanies:
    async def test_no_temporary_password_and_the_companies_are_named(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("isabelle.nadeau@gmail.com", "i")
            await agent.presses("1", "1", "enter")
            ticket = await agent.ends_the_call()
            account = agent.desk.clients.account("isabelle_nadeau")
            assert account is not None
            assert account.temporary == ()
            assert "mot de passe temporaire" in ticket.lower()
            assert agent.counted <= 12


class TestMerged:
    async def test_the_survivor_is_named_and_the_case_goes_to_a_hexpert(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("lea.morin@sympatico.ca", "d")
            agent.sees("4.1", "lea.morin.physio@gmail.com")
            await agent.presses("2", "1", "enter", "c")
            assert "lea.morin@sympatico.ca" in agent.app.clipboard
            assert agent.keys <= 12
            await agent.presses("o")
            assert the_case(agent) == HANDED_OVER


class TestBlocked:
    async def test_the_access_is_given_back_once_the_caller_is_verified(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("hugo.pelletier@yahoo.ca", "d")
            agent.sees("4.2", "Josée Paquin")
            await agent.presses("1", "k")
            await agent.types("Paquin")
            await agent.presses("enter", "o", "enter")
            ticket = await agent.ends_the_call()
            assert "Appelant vérifié" in ticket
            assert "Paquin" in ticket
            assert "Accès retiré par un intervenant — réglé pendant l’appel" in ticket
            assert agent.desk.cases.all()[0].verdict == "access-removed"
            assert agent.desk.phone.attempt("hugo_pelletier", "Vélo-de-montagne-9") is PhoneAnswer.CONNECTED
            assert the_case(agent) == SOLVED
            assert agent.counted <= 12


class TestCompanyLeft:
    async def test_the_case_is_handed_over_with_the_warning_about_history(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("sylvie.fortin@bell.net", "d")
            agent.sees("4.3")
            await agent.presses("1", "1", "enter", "c")
            assert agent.keys <= 12
            await agent.presses("o")
            assert the_case(agent) == HANDED_OVER


class TestOutdatedApp:
    async def test_the_client_is_told_the_newest_version(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            outdated = next(
                account
                for account in agent.desk.services.store.reader().accounts()
                if account.app is not None
                and account.app.version.startswith("5.9")
                and not account.is_merged
                and account.primary_email is not None
            )
            await agent.takes_the_call(outdated.primary_email or "", "a")
            while agent.screen() != "AppVersionScreen":
                await agent.presses("enter")
            agent.sees("5.12")
            await agent.presses("1", "enter")
            await agent.ends_the_call()
            told = agent.desk.clients.account(outdated.username)
            assert told is not None
            assert told.told_app_version_at is not None


class TestNeverConnected:
    async def test_the_invitation_is_sent_again(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("mathieu.girard@gmail.com", "a")
            agent.sees("mathieu.girard@gmail.com")
            assert agent.screen() == "InvitationScreen"
            await agent.presses("1", "enter")
            await agent.ends_the_call()
            invited = agent.desk.clients.account("mathieu_girard")
            assert invited is not None
            assert invited.invited_at is not None
            assert agent.counted <= 12


class TestTheOtherLanguage:
    async def test_f2_turns_the_whole_screen_and_the_client_is_spoken_to_as_before(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("n")
            await agent.types("alain.sirois@hotmail.com")
            await agent.presses("enter")
            agent.sees("Que lit le client")
            await agent.presses("f2")
            agent.sees("What does the client read", "WHAT WE KNOW", "« Cette adresse sert")
            await agent.presses("i")
            assert agent.screen() == "PrimaryEmailScreen"


class TestTheCallIsNeverLost:
    async def test_a_case_left_is_offered_again_at_the_same_screen(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("h")
            assert agent.screen() == "HomeScreen"
            agent.sees("À reprendre", "Alain Sirois")
            await agent.presses("enter")
            assert agent.screen() == "PrimaryEmailScreen"

    async def test_one_is_parked_another_taken_and_the_first_taken_up_at_the_same_screen(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("alain.sirois@hotmail.com", "i")
            await agent.presses("w")
            agent.sees("Mettre en attente", "L’arrivée du courriel (10 minutes)")
            await agent.presses("tab", "x", "enter", "1")
            agent.sees("« x » n’est pas un nombre de minutes")
            await agent.presses("backspace", "5", "enter", "1")
            assert agent.screen() == "HomeScreen"
            agent.sees("En attente", "Alain Sirois", "Attend le courriel", "encore 5 minutes")
            await agent.takes_the_call("hugo.pelletier@yahoo.ca", "d")
            await agent.presses("h")
            agent.sees("À reprendre", "Hugo Pelletier", "En attente", "Alain Sirois")
            await agent.presses("down", "enter")
            assert agent.screen() == "PrimaryEmailScreen"
            await agent.presses("h")
            agent.does_not_see("En attente")

    @pytest.mark.parametrize("identifier", ["[/foo]", "\x1b]52;c;aGV4\x07".replace("\x1b", ""), "名前"])
    async def test_odd_text_is_no_trouble(self, tmp_path: Path, identifier: str) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.takes_the_call("".join(one for one in identifier if one.isprintable()), "i")
            assert agent.screen() == "CannotConnectScreen"


class TestTwoAgentsOnOneCase:
    async def test_the_second_is_told_by_whom_and_goes_on_from_there(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("n")
            await agent.types("alain.sirois@hotmail.com")
            await agent.presses("enter")
            assert agent.screen() == "StartScreen"
            colleague(agent).answer(shown=PhoneMessage.DEACTIVATED)
            await agent.presses("i")
            agent.sees("Ce dossier a été modifié par hector")
            assert agent.screen() == "StartScreen"
            await agent.presses("i")
            agent.sees("2b", "alain_sirois")
            colleague(agent).note("déjà rappelé")
            await agent.presses("1")
            agent.sees("Ce dossier a été modifié par hector")
            await agent.presses("1", "enter")
            agent.sees("Le client réessaie")
            case = agent.desk.cases.all()[0]
            assert (case.message, case.notes) == (PhoneMessage.INVALID, "déjà rappelé")
            assert case.tried("use-username")


def colleague(agent: Agent) -> Call:
    """The same case, at another desk."""
    hector = agent.desk.operators.sign_in("hector", PASSWORD)
    return Call(agent.desk, hector, agent.desk.cases.all()[0])
