"""The account is held back after failed attempts."""

from __future__ import annotations

from datetime import timedelta

from hexwizard.article import Cause
from hexwizard.diagnosis.findings import By, RepairId
from tests.diagnosis.calls import NOW, RIGHT, client, diagnosed


def test_five_failures_are_free() -> None:
    told = diagnosed("alain_sirois", client(failures=5))
    assert told.verdict is Cause.NOTHING_FOUND
    assert Cause.TOO_MANY_ATTEMPTS in told.ruled_out


def test_the_sixth_holds_the_client_and_the_evidence_says_for_how_long() -> None:
    told = diagnosed("alain_sirois", client(failures=6))
    assert told.verdict is Cause.TOO_MANY_ATTEMPTS
    assert "30 seconds" in told.evidence()
    assert "6" in told.evidence()
    assert "30 seconds" in told.says()


def test_the_hold_runs_out_by_itself() -> None:
    account = client(failures=6)
    assert diagnosed("alain_sirois", account, now=NOW + timedelta(seconds=29)).verdict is Cause.TOO_MANY_ATTEMPTS
    assert diagnosed("alain_sirois", account, now=NOW + timedelta(seconds=30)).verdict is Cause.NOTHING_FOUND


def test_the_hundredth_holds_until_somebody_unlocks() -> None:
    told = diagnosed("alain_sirois", client(failures=100), now=NOW + timedelta(days=30))
    assert told.verdict is Cause.TOO_MANY_ATTEMPTS
    assert "100" in told.evidence()
    assert "minute" not in told.says()


def test_the_agent_may_unlock() -> None:
    told = diagnosed("alain_sirois", client(failures=8))
    assert told.ways()[0] is RepairId.WAIT_OR_UNLOCK
    assert told.repair(RepairId.WAIT_OR_UNLOCK).by is By.AGENT
    assert told.repair(RepairId.WAIT_OR_UNLOCK).allowed


def test_the_secondary_e_mail_is_said_first_and_the_wrong_password_after_it() -> None:
    account = client(secondary=("a@hotmail.com",), failures=8)
    told = diagnosed("a@hotmail.com", account, password="tout autre chose")
    assert told.causes == (Cause.SECONDARY_EMAIL_USED, Cause.TOO_MANY_ATTEMPTS, Cause.WRONG_PASSWORD)


def test_even_the_right_password_waits() -> None:
    told = diagnosed("alain_sirois", client(failures=8), password=RIGHT)
    assert told.causes == (Cause.TOO_MANY_ATTEMPTS,)
