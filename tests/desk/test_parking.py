"""A call is set aside while something is waited for, and goes on where it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hexwizard.article import SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, Outcome
from hexwizard.desk.parking import USUAL_WAIT, Awaited, CannotPark, OddWait, Parking
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.findings import By, Repair, RepairId
from tests.desk.desks import AGENT, HEXPERT, Office, office
from tests.diagnosis.calls import client


def _call(at: Office) -> Call:
    call = Call(at.desk, AGENT, at.desk.cases.open(AGENT))
    call.answer(identifier="alain_sirois", shown=PhoneMessage.INVALID)
    call.enter(SectionKey.FORGOTTEN_PASSWORD)
    call.keep_place()
    return call


def _kept(at: Office, call: Call) -> Case:
    kept = at.desk.cases.get(call.case.id)
    assert kept is not None
    return kept


@pytest.mark.parametrize("awaited", list(Awaited))
def test_it_waits_the_usual_time_unless_said_otherwise(awaited: Awaited) -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    call.park(awaited)
    now = at.clock()
    assert _kept(at, call).parked == Parking(awaited, now, now + USUAL_WAIT[awaited])
    call.park(awaited, " 7 ")
    assert _kept(at, call).parked == Parking(awaited, now, now + timedelta(minutes=7))


@pytest.mark.parametrize("minutes", ["0", "1441", "-3", "ten", "1.5", "٣", "99999"])
def test_an_odd_number_of_minutes_parks_nothing(minutes: str) -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    with pytest.raises(OddWait):
        call.park(Awaited.EMAIL, minutes)
    assert call.case.parked is None
    assert _kept(at, call).parked is None


def test_it_stays_open_and_is_taken_up_at_the_very_screen_by_whoever_comes() -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    call.park(Awaited.EMAIL)
    kept = _kept(at, call)
    assert kept.is_open
    again = Call(at.desk, HEXPERT, kept)
    again.enter(kept.section)
    again.keep_place()
    assert (again.case.section, again.case.parked) == (SectionKey.FORGOTTEN_PASSWORD, None)
    assert _kept(at, call).parked is None


def test_while_the_client_tries_again_it_can_be_parked_too() -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    call.try_again()
    call.keep_place()
    call.park(Awaited.CLIENT)
    kept = _kept(at, call)
    assert kept.trying_again
    again = Call(at.desk, AGENT, kept)
    again.try_again()
    again.keep_place()
    assert (_kept(at, call).trying_again, _kept(at, call).parked) == (True, None)


def test_several_wait_at_once_and_those_that_waited_long_enough_are_named_the_longest_first() -> None:
    at = office(client("alain_sirois"))
    slow, quick, idle = (_call(at) for _ in range(3))
    slow.park(Awaited.PROFESSIONAL)
    quick.park(Awaited.EMAIL)
    assert at.desk.cases.due(AGENT) == ()
    at.clock.advance(timedelta(minutes=10))
    assert [case.id for case in at.desk.cases.due(AGENT)] == [quick.case.id]
    at.clock.advance(timedelta(minutes=50))
    assert [case.id for case in at.desk.cases.due(AGENT)] == [quick.case.id, slow.case.id]
    assert at.desk.cases.due(HEXPERT) == ()
    assert idle.case.parked is None


def test_a_call_that_has_ended_waits_for_nothing() -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    call.park(Awaited.EMAIL)
    at.desk.cases.close(AGENT, call.case, Outcome.UNSOLVED, None)
    assert _kept(at, call).parked is None
    ended = Call(at.desk, AGENT, _kept(at, call))
    with pytest.raises(CannotPark):
        ended.park(Awaited.EMAIL)


def test_what_the_hexperts_have_is_not_parked() -> None:
    at = office(client("alain_sirois"))
    call = _call(at)
    call.acts.carry_out(Repair(RepairId.HAND_OVER, By.AGENT))
    with pytest.raises(CannotPark):
        call.park(Awaited.OTHER)
