"""The temporary password given, or the only one the client holds, no longer opens (article, section 3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hexwizard.accounts.model import TemporaryState
from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.findings import RepairId
from tests.diagnosis.calls import MINUTE, NOW, RIGHT, client, diagnosed, handed_out

TEXT = "pomme-canot-neige-lune-rame"
OLD = handed_out(TEXT, issued=NOW - 61 * MINUTE)


@pytest.mark.parametrize("state", [TemporaryState.USED, TemporaryState.REPLACED, TemporaryState.VOID])
def test_one_that_was_used_replaced_or_voided_is_recognised(state: TemporaryState) -> None:
    told = diagnosed("alain_sirois", client(temporary=(handed_out(TEXT, state),)), password=TEXT)
    assert told.verdict is Cause.TEMPORARY_PASSWORD_EXPIRED
    assert told.finding().section is SectionKey.TEMPORARY_PASSWORD


def test_one_past_its_hour_is_recognised() -> None:
    told = diagnosed("alain_sirois", client(temporary=(OLD,)), password=TEXT)
    assert told.causes == (Cause.TEMPORARY_PASSWORD_EXPIRED,)
    assert {Cause.WRONG_PASSWORD, Cause.NEAR_MISS_PASSWORD} <= set(told.ruled_out)


def test_it_opens_until_the_last_second() -> None:
    account = client(password=None, temporary=(handed_out(TEXT),))
    ends = account.temporary[0].expires_at
    second = timedelta(seconds=1)
    assert diagnosed("alain_sirois", account, now=ends - second).verdict is Cause.NOTHING_FOUND
    assert diagnosed("alain_sirois", account, now=ends).verdict is Cause.TEMPORARY_PASSWORD_EXPIRED
    assert diagnosed("alain_sirois", account, password=TEXT, now=ends - second).verdict is Cause.NOTHING_FOUND


def test_a_dead_one_that_is_all_the_client_holds_is_found_without_asking() -> None:
    told = diagnosed("alain_sirois", client(password=None, temporary=(OLD,)))
    assert told.verdict is Cause.TEMPORARY_PASSWORD_EXPIRED


def test_a_dead_one_beside_a_lasting_password_is_no_matter() -> None:
    told = diagnosed("alain_sirois", client(temporary=(OLD,)))
    assert told.verdict is Cause.NOTHING_FOUND
    assert diagnosed("alain_sirois", client(temporary=(OLD,)), password=RIGHT).verdict is Cause.NOTHING_FOUND


def test_an_older_one_does_not_matter_while_a_newer_one_lives() -> None:
    both = (handed_out("autre-mot-de-passe-ici"), handed_out(TEXT, TemporaryState.REPLACED))
    assert diagnosed("alain_sirois", client(password=None, temporary=both)).verdict is Cause.NOTHING_FOUND
    told = diagnosed("alain_sirois", client(password=None, temporary=both), password=TEXT)
    assert told.verdict is Cause.TEMPORARY_PASSWORD_EXPIRED


def test_one_that_was_never_handed_over_was_never_the_client_s() -> None:
    pending = handed_out(TEXT, TemporaryState.PENDING)
    told = diagnosed("alain_sirois", client(password=None, temporary=(pending,)))
    assert told.verdict is not Cause.TEMPORARY_PASSWORD_EXPIRED
    told = diagnosed("alain_sirois", client(temporary=(pending,)), password=TEXT)
    assert told.verdict is Cause.WRONG_PASSWORD


def test_a_new_one_is_the_way_out() -> None:
    told = diagnosed("alain_sirois", client(temporary=(OLD,)), password=TEXT)
    assert told.open_ways()[0] is RepairId.TEMPORARY_PASSWORD


def test_after_three_in_a_day_the_case_is_handed_over() -> None:
    three = tuple(handed_out(f"numero-{n}-du-jour", TemporaryState.USED, issued=NOW - n * MINUTE) for n in range(3))
    told = diagnosed("alain_sirois", client(password=None, temporary=three))
    assert not told.repair(RepairId.TEMPORARY_PASSWORD).allowed
    assert "3" in told.why_not(RepairId.TEMPORARY_PASSWORD)
    assert RepairId.HAND_OVER in told.open_ways()
