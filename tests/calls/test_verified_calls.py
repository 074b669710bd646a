"""Calls in which the caller must prove who they are, by keyboard alone, on a real account file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.desk import Desk
from hexwizard.desk.verification.records import Flag
from hexwizard.screens.email_code import EmailCodeScreen
from hexwizard.stores.protocol import Table
from tests.calls.agent import Agent, signed_in
from tests.desks import NOW, PASSWORD, HandClock

BENOIT = "benoit.lavoie@outlook.com"
HUGO = "hugo.pelletier@yahoo.ca"


def code_in(folder: Path) -> str:
    """What the client reads in the newest letter of the outbox."""
    newest = max((folder / "outbox").iterdir(), key=lambda one: one.stat().st_mtime_ns)
    return "".join(re.findall(r"(\d{3}) (\d{3})", newest.read_text(encoding="utf-8"))[0])


def has_access(agent: Agent) -> bool:
    account = agent.desk.clients.account("hugo_pelletier")
    assert account is not None
    return all(tie.withdrawn_by is None for tie in account.memberships)


def change_contact(desk: Desk) -> None:
    account = desk.clients.account("hugo_pelletier")
    assert account is not None
    with desk.services.store.transaction() as transaction:
        changed = replace(account, contact_changed_at=NOW - timedelta(days=2))
        transaction.put(Table.ACCOUNTS, changed.username, changed)


async def signs(agent: Agent, name: str = "hector") -> None:
    await agent.types(name)
    await agent.presses("enter")
    await agent.types(PASSWORD)
    await agent.presses("enter")


async def test_a_call_back_takes_one_key_for_the_way_and_one_for_the_outcome(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1")
        agent.sees("514-555-")
        await agent.presses("r", "o")
        assert has_access(agent)
        await agent.presses("enter")
        ticket = await agent.ends_the_call()
        assert "Rappelé au numéro du dossier" in ticket
        assert agent.counted <= 12


async def test_a_code_goes_to_the_address_on_file_and_is_read_back(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "e")
        agent.sees(HUGO, "Il reste 3 essais")
        await agent.types(code_in(tmp_path))
        await agent.presses("enter")
        assert has_access(agent)
        await agent.presses("enter")
        await agent.ends_the_call()
        assert agent.counted <= 12


async def test_three_wrong_codes_leave_only_the_reset_e_mail(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "e")
        wrong = f"{(int(code_in(tmp_path)) + 1) % 1_000_000:06}"
        for _ in range(3):
            await agent.types(wrong)
            await agent.presses("enter")
        assert agent.screen() == "FailedVerificationScreen"
        await agent.presses("escape")
        agent.sees("Une vérification a échoué", "⚑")
        await agent.presses("1")
        assert not has_access(agent)
        assert agent.desk.cases.all()[0].flags == (Flag.VERIFICATION_FAILED,)


async def test_after_a_failure_one_key_leads_to_the_reset_e_mail_and_one_sends_it_to_the_address_on_file(
    tmp_path: Path,
) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(BENOIT, "i")
        await agent.presses("2", "enter", "1", "r", "a")
        assert agent.screen() == "FailedVerificationScreen"
        await agent.presses("1")
        assert agent.screen() == "ForgottenPasswordScreen"
        await agent.presses("1")
        account = agent.desk.clients.account("benoit_lavoie")
        assert account is not None
        assert [one.address for one in account.reset_codes] == [BENOIT]
        assert len(list((tmp_path / "outbox").iterdir())) == 1


async def test_where_no_reset_e_mail_may_go_the_failure_says_why_and_leads_to_the_hand_over(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "r", "x")
        assert agent.screen() == "FailedVerificationScreen"
        agent.sees("Le compte est désactivé")
        agent.does_not_see("Offrir « Mot de passe oublié? »")
        await agent.presses("1")
        assert agent.screen() == "StillImpossibleScreen"


async def test_after_a_failure_a_second_operator_lets_the_caller_be_verified_anew(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "r", "a", "2")
        assert agent.screen() == "SecondOperatorScreen"
        await signs(agent)
        assert agent.screen() == "VerifyCallerScreen"
        assert not has_access(agent)


async def test_nobody_signs_beside_themselves(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "r", "a", "2")
        await signs(agent, "nadia")
        agent.sees("On ne signe pas à côté de soi-même")
        assert not has_access(agent)


async def test_after_a_change_of_contact_details_two_proofs_and_a_second_signature(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        change_contact(agent.desk)
        await agent.takes_the_call(HUGO, "d")
        agent.sees("⚑ 1 alerte")
        await agent.presses("1")
        agent.sees("preuves : 0 sur 2")
        await agent.presses("r", "o")
        agent.sees("preuves : 1 sur 2")
        await agent.presses("e")
        await agent.types(code_in(tmp_path))
        await agent.presses("enter")
        assert agent.screen() == "SecondOperatorScreen"
        assert not has_access(agent)
        await signs(agent)
        assert has_access(agent)
        entry = agent.desk.cases.all()[0]
        assert [(one.by, one.beside) for one in entry.approvals] == [("hector", "nadia")]


async def test_a_number_that_asks_about_a_third_client_raises_a_flag(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        for identifier in ("chantal_gagnon", "benoit_lavoie", "hugo_pelletier"):
            await agent.presses("n")
            await agent.types(identifier)
            await agent.presses("tab")
            if agent.app.focused is not None and agent.app.focused.id != "caller":
                await agent.presses("tab")
            await agent.types("5145559999")
            await agent.presses("enter", "d")
            if identifier != "hugo_pelletier":
                await agent.presses("h")
        agent.sees("⚑ 1 alerte")
        assert agent.desk.cases.all()[0].flags == (Flag.SEVERAL_CLIENTS,)


async def test_a_code_runs_down_before_the_agents_eyes_and_then_another_may_be_sent(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(HUGO, "d")
        await agent.presses("1", "e")
        agent.sees("expire dans 10:00")
        clock, screen = agent.desk.services.clock, agent.app.screen
        assert isinstance(clock, HandClock)
        assert isinstance(screen, EmailCodeScreen)
        clock.advance(timedelta(minutes=8, seconds=55))
        await agent.moves_the_mouse()
        await screen.count_down()
        await agent.waits()
        agent.sees("expire dans 1:05")
        clock.advance(timedelta(minutes=1, seconds=5))
        await screen.count_down()
        await agent.waits()
        agent.sees("Le code a expiré", "À quelle adresse")
        await agent.presses("enter")
        agent.sees("expire dans 10:00", "Il reste 3 essais")
        await agent.types(code_in(tmp_path))
        await agent.presses("enter")
        assert has_access(agent)


async def test_a_proof_that_grew_too_old_is_asked_for_again_before_the_password_is_given(tmp_path: Path) -> None:
    async with signed_in(tmp_path) as agent:
        await agent.takes_the_call(BENOIT, "i")
        await agent.presses("2", "enter", "1", "r", "o")
        secret = agent.secret()
        clock = agent.desk.services.clock
        assert isinstance(clock, HandClock)
        for _ in range(4):  # never alone for long enough to be locked
            clock.advance(timedelta(minutes=8))
            await agent.moves_the_mouse()
        await agent.presses("g")
        assert agent.screen() == "VerifyCallerScreen"
        assert agent.desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.INVALID
        await agent.presses("r", "o")
        assert agent.desk.phone.attempt("benoit_lavoie", secret) is PhoneAnswer.CHOOSE_PASSWORD
