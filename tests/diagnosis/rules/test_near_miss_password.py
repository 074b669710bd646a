"""The password fails, and a usual slip of it would pass."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause
from hexwizard.credentials.slips import PasswordSlip
from hexwizard.diagnosis.findings import Certainty
from tests.diagnosis.calls import HASHER, MINUTE, NOW, RIGHT, client, diagnosed, handed_out


@pytest.mark.parametrize(
    ("given", "slip"),
    [
        (RIGHT.swapcase(), PasswordSlip.CAPS_LOCK),
        (RIGHT[0].lower() + RIGHT[1:], PasswordSlip.FIRST_LETTER),
        (f" {RIGHT}", PasswordSlip.SPACE),
        (f"{RIGHT} ", PasswordSlip.SPACE),
        (f"{RIGHT}x", PasswordSlip.EXTRA_CHARACTER),
        (f"{RIGHT[:-1]}$", PasswordSlip.DIGIT_OR_SYMBOL),
        ("For^et-bleue-504", PasswordSlip.ACCENT),
    ],
)
def test_each_usual_slip_is_recognised_and_named(given: str, slip: PasswordSlip) -> None:
    told = diagnosed("alain_sirois", client(), password=given)
    assert told.verdict is Cause.NEAR_MISS_PASSWORD
    assert told.certainty is Certainty.CONFIRMED
    assert told.facts.password is not None
    assert told.facts.password.slip is slip
    assert Cause.WRONG_PASSWORD in told.ruled_out


def test_a_symbol_for_its_digit_is_a_slip_both_ways() -> None:
    ends_in_symbol = client(password=HASHER.hash("Forêt-bleue-50$"))
    assert diagnosed("alain_sirois", ends_in_symbol, password="Forêt-bleue-504").verdict is Cause.NEAR_MISS_PASSWORD


def test_what_is_read_aloud_quotes_no_password() -> None:
    told = diagnosed("alain_sirois", client(), password=RIGHT.swapcase())
    for text in (told.says(), told.evidence(), told.says(language="fr"), told.evidence(language="fr")):
        assert RIGHT.casefold() not in text.casefold()


def test_the_right_password_is_no_near_miss() -> None:
    told = diagnosed("alain_sirois", client(), password=RIGHT)
    assert told.verdict is Cause.NOTHING_FOUND
    assert {Cause.NEAR_MISS_PASSWORD, Cause.WRONG_PASSWORD} <= set(told.ruled_out)


def test_slips_of_a_living_temporary_password_count_and_the_lasting_one_sleeps() -> None:
    account = client(temporary=(handed_out("pomme-canot-neige"),))
    assert diagnosed("alain_sirois", account, password="Pomme-canot-neige").verdict is Cause.NEAR_MISS_PASSWORD
    assert diagnosed("alain_sirois", account, password=RIGHT).verdict is Cause.WRONG_PASSWORD
    later = NOW + 60 * MINUTE
    assert diagnosed("alain_sirois", account, password=RIGHT, now=later).verdict is Cause.NOTHING_FOUND


def test_without_a_password_nothing_is_said_about_it() -> None:
    told = diagnosed("alain_sirois", client())
    assert not {Cause.NEAR_MISS_PASSWORD, Cause.WRONG_PASSWORD} & {*told.causes, *told.ruled_out}
