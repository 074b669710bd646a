"""The first cause that holds is the verdict, and all that hold are listed, in the contract's order."""

from __future__ import annotations

from itertools import combinations

import pytest

from hexwizard.accounts.model import Platform
from hexwizard.article import Cause
from tests.diagnosis.calls import ALTO, BOREALE, CARDINAL, NOW, client, diagnosed, handed_out

ORDER = (
    "mistyped-identifier",
    "unknown-identifier",
    "merged-account",
    "access-removed",
    "company-left",
    "never-connected",
    "secondary-email-used",
    "too-many-attempts",
    "temporary-password-expired",
    "near-miss-password",
    "wrong-password",
    "reset-mail-missing",
    "outdated-app",
    "nothing-found",
)


def test_the_causes_are_those_of_the_contract_in_its_order() -> None:
    assert tuple(Cause) == ORDER


def test_everything_that_can_go_wrong_at_once_is_listed_in_order() -> None:
    account = client(
        primary=None,
        secondary=("a@hotmail.com",),
        withdrawn={ALTO: "Josée Paquin"},
        connected=False,
        failures=8,
        password=None,
        temporary=(handed_out(issued=NOW.replace(year=2025)),),
    )
    told = diagnosed("a@hotmail.com", account, password="tout autre chose", no_mail=True, app="ios 5.0")
    assert told.causes == (
        Cause.ACCESS_REMOVED,
        Cause.NEVER_CONNECTED,
        Cause.SECONDARY_EMAIL_USED,
        Cause.TOO_MANY_ATTEMPTS,
        Cause.TEMPORARY_PASSWORD_EXPIRED,
        Cause.WRONG_PASSWORD,
        Cause.RESET_MAIL_MISSING,
        Cause.OUTDATED_APP,
    )


FLAWS: dict[Cause, dict[str, object]] = {
    Cause.COMPANY_LEFT: {"follows": (CARDINAL,)},
    Cause.NEVER_CONNECTED: {"connected": False},
    Cause.SECONDARY_EMAIL_USED: {"primary": None, "secondary": ("a@hotmail.com",)},
    Cause.TOO_MANY_ATTEMPTS: {"failures": 7},
    Cause.OUTDATED_APP: {"app": "android 5.0"},
}


@pytest.mark.parametrize(("first", "second"), combinations(FLAWS, 2))
def test_of_two_flaws_the_one_the_article_meets_first_is_the_verdict(first: Cause, second: Cause) -> None:
    typed = "a@hotmail.com" if Cause.SECONDARY_EMAIL_USED in (first, second) else "alain_sirois"
    flawed = client(**{**FLAWS[second], **FLAWS[first]})  # type: ignore[arg-type]
    assert diagnosed(typed, flawed).causes == (first, second)


def test_nothing_found_stands_alone() -> None:
    assert diagnosed("alain_sirois", client()).causes == (Cause.NOTHING_FOUND,)


def test_what_is_found_is_never_ruled_out_and_ruled_out_is_in_order() -> None:
    samples = (
        diagnosed("alain_sirois", client()),
        diagnosed("a@hotmail.com", client(secondary=("a@hotmail.com",), failures=9), password="x"),
        diagnosed("alain.sirois@gmial.com", client()),
        diagnosed("alain_sirois", client(follows=(ALTO, BOREALE)), app="ios 5.0"),
    )
    for told in samples:
        assert not set(told.causes) & set(told.ruled_out)
        assert list(told.ruled_out) == [cause for cause in Cause if cause in told.ruled_out]
        assert Cause.NOTHING_FOUND not in told.ruled_out


def test_without_a_configured_version_no_app_is_old() -> None:
    assert diagnosed("alain_sirois", client(app="ios 0.1"), newest={Platform.ANDROID: "5"}).verdict is (
        Cause.NOTHING_FOUND
    )
