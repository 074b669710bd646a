"""A case goes to a Hexpert and comes back, by keyboard alone, on a real account file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.article import Cause
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import CaseState, Feedback, Outcome
from hexwizard.desk.clients import Question
from hexwizard.desk.hand_over import HandOverOutcome, HandOverState
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.diagnosis.findings import RepairId
from hexwizard.stores.protocol import StoreUnusable
from tests.calls.agent import Agent, signed_in
from tests.desks import PASSWORD, SYSTEM

LEFT = "sylvie.fortin@bell.net"
NADIA = Actor("nadia", Role.AGENT)


async def _hands_over(agent: Agent, identifier: str = LEFT) -> None:
    await agent.takes_the_call(identifier, "d")
    await agent.presses("1")
    assert agent.screen() == "StillImpossibleScreen"
    await agent.presses("1")


def _handed(agent: Agent, identifier: str = LEFT) -> str:
    """A case that another agent handed over meanwhile."""
    call = Call(agent.desk, NADIA, agent.desk.cases.open(NADIA))
    call.answer(identifier=identifier)
    hand_over = next(one for way in call.diagnosis.findings for one in way.repairs if one.id is RepairId.HAND_OVER)
    call.acts.carry_out(hand_over)
    return call.case.id


class TestTheWholeWay:
    async def test_from_a_company_that_left_to_a_new_account_that_never_connected(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await _hands_over(agent)
            await agent.presses("h", "ctrl+o")

            await agent.signs_in("hector")
            assert agent.screen() == "QueueScreen"
            agent.sees("Sylvie Fortin", "nadia", "2026-0001")
            await agent.presses("enter")
            assert agent.screen() == "HandedOverScreen"
            agent.sees("Dossier remis aux Hexperts", "en attente")
            await agent.presses("1")
            agent.sees("Prenez d’abord le dossier")
            await agent.presses("f")
            agent.sees("pris en charge", "Pris par hector")
            await agent.presses("1")
            assert agent.screen() == "VerifyCallerScreen"
            await agent.presses("r", "o")
            old = agent.desk.clients.account("sylvie_fortin")
            assert old is not None
            assert old.primary_email is None
            agent.sees("▲")

            await agent.presses("m")
            assert agent.screen() == "NewClientScreen"
            agent.sees(LEFT, "sylvie_fortin_2", "L’historique")
            await agent.types("studio")
            await agent.presses("enter", "ctrl+s")
            assert agent.screen() == "HandedOverScreen"
            new = agent.desk.clients.account("sylvie_fortin_2")
            assert new is not None
            assert new.primary_email == LEFT
            await agent.presses("b")
            await agent.types("Le compte est fait, l invitation est partie.")
            await agent.presses("enter")
            agent.sees("Réponse de hector", "répondu")
            await agent.presses("j", "1")
            assert agent.screen() == "QueueScreen"
            agent.sees("Rien n’attend")
            await agent.presses("escape", "ctrl+o")

            await agent.signs_in("nadia")
            agent.sees("Réponse des Hexperts", "Sylvie Fortin")
            await agent.presses("enter")
            assert agent.screen() == "HandedOverScreen"
            agent.sees("Le compte est fait", "réparé")
            await agent.presses("enter")
            assert agent.screen() == "TryAgainScreen"
            await agent.presses("o", "c", "o")
            case = agent.desk.cases.all()[0]
            assert (case.state, case.outcome, case.feedback) == (CaseState.CLOSED, Outcome.SOLVED, Feedback.YES)
            assert [step.what for step in case.steps if step.by == "hector"] == ["free-email", "create-client"]
            facts, diagnosis = agent.desk.clients.examine(Question(LEFT))
            assert facts.account == agent.desk.clients.account("sylvie_fortin_2")
            assert diagnosis.verdict is Cause.NEVER_CONNECTED
            assert agent.desk.services.store.verify().damage == ()

    async def test_an_agent_makes_the_account_once_the_e_mail_is_freed(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await _hands_over(agent)
            agent.does_not_see("Nouveau compte")
            await agent.presses("m", "h")
            assert agent.screen() == "HomeScreen"
            hector, case = Actor("hector", Role.HEXPERT), agent.desk.cases.all()[0]
            agent.desk.hand_overs.take(hector, case.id)
            call = Call(agent.desk, hector, case)
            call.caller.called_back(AttemptOutcome.PROVED)
            free = next(one for way in call.diagnosis.findings for one in way.repairs if one.id is RepairId.FREE_EMAIL)
            call.acts.carry_out(free)
            agent.desk.hand_overs.end(hector, case.id, HandOverOutcome.REPAIRED)
            await agent.presses("ctrl+o")
            await agent.signs_in("nadia")
            await agent.presses("enter", "m")
            if agent.screen() == "VerifyCallerScreen":
                await agent.presses("r", "o")
            assert agent.screen() == "NewClientScreen"
            await agent.types("Studio Alto")
            await agent.presses("ctrl+s")
            assert agent.desk.clients.account("sylvie_fortin_2") is not None

    async def test_the_access_is_given_back_from_the_queue(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector") as agent:
            case = _handed(agent, "hugo.pelletier@yahoo.ca")
            await agent.hears()
            agent.sees("Hugo Pelletier")
            await agent.presses("enter", "f", "1", "r", "o")
            handed = agent.desk.hand_overs.get(case)
            assert handed is not None
            assert agent.desk.clients.examine(Question("hugo_pelletier"))[1].verdict is not Cause.ACCESS_REMOVED


class TestTheQueue:
    async def test_fills_by_itself_while_it_is_open(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector") as agent:
            agent.sees("Rien n’attend")
            _handed(agent)
            await agent.hears()
            agent.sees("Sylvie Fortin", "Plus d’entrepri", "nadia")

    async def test_who_comes_second_is_told_who_has_it(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector", size=(120, 40)) as agent:
            agent.desk.operators.add(SYSTEM, "helene", Role.HEXPERT, PASSWORD)
            case = _handed(agent)
            await agent.hears()
            await agent.presses("enter")
            agent.desk.hand_overs.take(Actor("helene", Role.HEXPERT), case)
            await agent.presses("f")
            agent.sees("Dossier pris par helene")
            await agent.presses("h")
            agent.sees("nadia → helene")

    async def test_a_case_is_put_back(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector") as agent:
            case = _handed(agent)
            await agent.hears()
            await agent.presses("enter", "f", "f")
            handed = agent.desk.hand_overs.get(case)
            assert handed is not None
            assert handed.state is HandOverState.WAITING

    async def test_an_answer_that_could_not_be_kept_is_still_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with signed_in(tmp_path, "hector") as agent:
            case = _handed(agent)
            await agent.hears()
            await agent.presses("enter", "f")

            def away(*_: object) -> None:
                raise StoreUnusable("problem.server.away", path="postgresql://desk")

            with monkeypatch.context() as patch:
                patch.setattr(agent.desk.hand_overs, "answer", away)
                await agent.presses("b")
                await agent.types("compte refait")
                await agent.presses("enter")
            agent.sees("ne répond pas encore")
            await agent.presses("b", "enter")
            handed = agent.desk.hand_overs.get(case)
            assert handed is not None
            assert handed.answer == "compte refait"

    async def test_by_mouse(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path, "hector", size=(120, 40)) as agent:
            case = _handed(agent)
            await agent.hears()
            await agent.clicks_on("Sylvie Fortin")
            assert agent.screen() == "HandedOverScreen"
            await agent.clicks_on("Prendre")
            handed = agent.desk.hand_overs.get(case)
            assert handed is not None
            assert handed.taken_by == "hector"

    async def test_an_agent_has_none_and_sees_where_their_own_cases_stand(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await _hands_over(agent)
            await agent.presses("enter")
            while agent.screen() != "AnsweredScreen":
                await agent.presses("enter")
            await agent.presses("x")
            agent.sees("Transmis aux Hexperts", "en attente")
            await agent.presses("f")
            assert agent.screen() == "HomeScreen"
            agent.desk.hand_overs.take(Actor("hector", Role.HEXPERT), agent.desk.cases.all()[0].id)
            await agent.hears()
            agent.sees("pris en charge")


class TestOperatorsAndPasswords:
    async def test_an_operator_changes_the_own_password(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("2")
            await agent.types("wrong")
            await agent.presses("enter")
            for _ in range(2):
                await agent.types("neuf tortues patientes")
                await agent.presses("enter")
            agent.sees("Ce n’est pas le bon mot de passe")
            for typed in (PASSWORD, "neuf tortues patientes", "neuf tortues patientes"):
                await agent.types(typed)
                await agent.presses("enter")
            assert agent.screen() == "HomeScreen"
            await agent.presses("ctrl+o")
            await agent.signs_in("nadia", "neuf tortues patientes")
            assert agent.screen() == "HomeScreen"

    async def test_one_set_by_an_administrator_is_changed_before_anything_else(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            await agent.presses("ctrl+o")
            agent.desk.operators.reset_password(SYSTEM, "nadia", "neuf tortues patientes")
            await agent.signs_in("nadia", "neuf tortues patientes")
            assert agent.screen() == "ChangePasswordScreen"
            agent.sees("Un administrateur a remplacé")
            for typed in ("neuf tortues patientes", PASSWORD, PASSWORD):
                await agent.types(typed)
                await agent.presses("enter")
            assert agent.screen() == "HomeScreen"

    async def test_an_administrator_looks_after_the_operators(self, tmp_path: Path) -> None:
        async with signed_in(tmp_path) as agent:
            agent.desk.operators.add(SYSTEM, "agathe", Role.ADMIN, PASSWORD)
            await agent.presses("ctrl+o")
            await agent.signs_in("agathe")
            await agent.presses("escape")  # shown around, and not now
            await agent.presses("4")
            agent.sees("agathe", "hector", "nadia")
            await agent.presses("2")
            agent.sees("agathe est le seul administrateur actif")
            await agent.presses("down", "down", "2")
            agent.sees("désactivé")
            await agent.presses("2", "4")
            for _ in range(2):
                await agent.types("neuf tortues patientes")
                await agent.presses("enter")
            assert agent.desk.operators.must_change_password(NADIA)
            await agent.presses("1")
            await agent.types("benoit")
            await agent.presses("enter", "2")
            for _ in range(2):
                await agent.types("neuf tortues patientes")
                await agent.presses("enter")
            await agent.hears()
            agent.sees("benoit", "Hexpert")

    @pytest.mark.parametrize("name", ["nadia", "hector"])
    async def test_nobody_else_gets_there(self, tmp_path: Path, name: str) -> None:
        async with signed_in(tmp_path, name) as agent:
            await agent.presses("escape")
            await agent.presses("4")
            assert agent.screen() == "HomeScreen"
