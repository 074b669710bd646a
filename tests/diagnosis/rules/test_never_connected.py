"""The client has never connected: the invitation is sent again (rule 6)."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.article import Cause, SectionKey
from hexwizard.desk.clients import Question
from hexwizard.diagnosis.engine import diagnose
from hexwizard.diagnosis.facts import Delivery, SentInvitation
from hexwizard.diagnosis.findings import By, Finding, RepairId
from hexwizard.locale.message import say
from tests.diagnosis.calls import ALTO, client, desk_of, diagnosed


def test_an_invited_client_who_never_came_gets_the_invitation_again() -> None:
    told = diagnosed("alain.sirois@gmail.com", client(connected=False, password=None))
    assert told.verdict is Cause.NEVER_CONNECTED
    assert told.finding().section is SectionKey.INVITATION
    assert told.ways()[0] is RepairId.RESEND_INVITATION
    assert told.repair(RepairId.RESEND_INVITATION).allowed
    assert "alain.sirois@gmail.com" in told.says()


def test_without_any_e_mail_there_is_nowhere_to_send_it() -> None:
    told = diagnosed("alain_sirois", client(connected=False, primary=None))
    assert not told.repair(RepairId.RESEND_INVITATION).allowed
    assert told.repair(RepairId.CORRECT_IDENTIFIER, By.AGENT).allowed
    assert "None" not in told.says()


def test_a_client_who_has_connected_once_is_not_invited_again() -> None:
    assert Cause.NEVER_CONNECTED in diagnosed("alain_sirois", client()).ruled_out


def test_never_connected_comes_before_the_secondary_e_mail() -> None:
    told = diagnosed("a@hotmail.com", client(connected=False, primary=None, secondary=("a@hotmail.com",)))
    assert told.causes == (Cause.NEVER_CONNECTED, Cause.SECONDARY_EMAIL_USED)


def test_a_withdrawn_access_comes_before_it_and_closes_the_invitation() -> None:
    told = diagnosed("alain_sirois", client(connected=False, withdrawn={ALTO: "Josée Paquin"}))
    assert told.causes[:2] == (Cause.ACCESS_REMOVED, Cause.NEVER_CONNECTED)
    assert not told.repair(RepairId.RESEND_INVITATION).allowed


def test_nobody_asks_for_a_password_that_was_never_chosen() -> None:
    told = diagnosed("alain_sirois", client(connected=False, password=None))
    assert {Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD} <= set(told.ruled_out)


def test_the_agent_is_warned_that_adding_an_e_mail_sends_nothing() -> None:
    assert diagnosed("alain_sirois", client(connected=False)).cautions()


def invited_at(address: str) -> Finding:
    """What is found of a client whose invitation to that address the server refused."""
    why = say("problem.mail.mailbox-unknown", address=address, reply="550 5.1.1 User unknown")
    facts = desk_of(client(connected=False)).clients.facts(Question(None, "alain_sirois"))
    sent = SentInvitation(address, Delivery.REFUSED, why, wrong_address=True)
    return diagnose(replace(facts, invitation=sent)).findings[0]


def test_an_invitation_that_the_server_refused_shows_that_the_address_on_record_is_wrong() -> None:
    finding = invited_at("alain.sirois@gmail.com")
    assert finding.evidence.key == "cause.never-connected.evidence.wrong-address"
    assert finding.repairs[0].id is RepairId.CORRECT_IDENTIFIER


def test_a_refusal_of_an_address_that_is_no_longer_on_record_proves_nothing() -> None:
    assert invited_at("ancienne@bell.net").evidence.key == "cause.never-connected.evidence"
