"""Row 3: a temporary password lives 60 minutes unless configured between 10 minutes and 24 hours, to the second; it
travels only over the verified call or to what stands on file.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.repairs import RepairRefused
from hexwizard.desk.settings import SettingsProblem, load_settings
from hexwizard.desk.temporary_passwords import EmailNotConfirmed, TemporaryPasswords
from hexwizard.desk.verification.enforcement import CallerNotVerified
from tests.desk.desks import AGENT, Office, office

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def configured(folder: Path, minutes: int | None) -> timedelta:
    """The lifetime by a configuration file that says `minutes`, or nothing."""
    path = folder / "config.toml"
    path.write_text("" if minutes is None else f"[temporary_password]\nlifetime_minutes = {minutes}\n")
    return load_settings(path, required=True).temporary_lifetime


def living(lifetime: timedelta) -> tuple[Office, str]:
    at = office()
    at.desk.services.settings = replace(at.settings, temporary_lifetime=lifetime)
    return at, at.hand_out()


@pytest.mark.parametrize(("minutes", "promised"), [(None, 60), (10, 10), (60, 60), (24 * 60, 24 * 60)])
def test_it_opens_until_a_second_before_its_end_and_not_at_its_end(
    minutes: int | None, promised: int, tmp_path: Path
) -> None:
    lifetime = configured(tmp_path, minutes)
    assert lifetime == promised * MINUTE
    for late, answer in ((-SECOND, PhoneAnswer.CHOOSE_PASSWORD), (timedelta(0), PhoneAnswer.INVALID),
                         (SECOND, PhoneAnswer.INVALID)):  # fmt: skip
        at, text = living(lifetime)
        at.clock.advance(lifetime + late)
        assert at.types(text) is answer


@pytest.mark.parametrize("minutes", [9, 24 * 60 + 1, 0, -60])
def test_a_lifetime_outside_of_the_bounds_is_refused_as_it_is_read(minutes: int, tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem):
        configured(tmp_path, minutes)


def test_its_life_begins_when_it_is_made_and_not_when_it_is_handed_over() -> None:
    at = office()
    case = at.case()
    text = at.issue(case).text
    at.clock.advance(20 * MINUTE)
    at.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")
    at.clock.advance(40 * MINUTE - SECOND)
    assert at.types(text) is PhoneAnswer.CHOOSE_PASSWORD


def test_one_that_ended_before_it_was_handed_over_never_opens() -> None:
    at = office()
    case = at.case()
    issued = at.issue(case)
    at.clock.advance(60 * MINUTE)
    again = at.proved(case)
    with pytest.raises(RepairRefused):
        at.desk.temporary_passwords.confirm(AGENT, again, "alain_sirois")
    assert at.types(issued.text) is PhoneAnswer.INVALID


def test_it_is_given_to_a_verified_caller_alone_and_no_destination_can_be_named() -> None:
    """It comes back to the agent on the verified call; no parameter of any act takes an address or a number."""
    at = office()
    with pytest.raises(CallerNotVerified):
        at.desk.temporary_passwords.issue(AGENT, at.case(verified=False), at.account())
    for name, act in inspect.getmembers(TemporaryPasswords, inspect.isfunction):
        assert not {"to", "address", "email", "phone", "number"} & set(inspect.signature(act).parameters), name


def test_a_clock_set_back_revives_none() -> None:
    at = office()
    text = at.hand_out()
    at.clock.advance(timedelta(minutes=60))
    assert at.types(text) is PhoneAnswer.INVALID
    at.clock.advance(-timedelta(days=2))
    assert at.types(text) is PhoneAnswer.INVALID


@pytest.mark.parametrize("address", ["voleur@bell.net", "alain.sirois@gmail.com.evil.example"])
def test_the_address_that_the_client_uses_must_stand_on_the_record(address: str) -> None:
    at = office()
    with pytest.raises(EmailNotConfirmed):
        at.desk.temporary_passwords.issue(AGENT, at.case(email=address), at.account())
