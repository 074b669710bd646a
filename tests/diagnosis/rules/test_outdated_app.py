"""The client must have the latest version of the app (article, section 5)."""

from __future__ import annotations

import pytest

from hexwizard.article import Cause, SectionKey
from hexwizard.diagnosis.findings import RepairId
from hexwizard.diagnosis.rules.outdated_app import is_older
from tests.diagnosis.calls import client, diagnosed


@pytest.mark.parametrize(
    ("version", "newest", "older"),
    [
        ("5.9", "5.10", True),
        ("5.10", "5.9", False),
        ("5.10.0", "5.10", False),
        ("5.10", "5.10.0", False),
        ("5.10.0rc1", "5.10.0", True),
        ("4.99.99", "5.0", True),
        ("newest", "5.10", False),
    ],
)
def test_versions_are_compared_as_versions_and_not_as_text(version: str, newest: str, older: bool) -> None:
    assert is_older(version, newest) is older


def test_the_app_on_record_is_enough() -> None:
    told = diagnosed("alain_sirois", client(app="ios 5.9.3"))
    assert told.verdict is Cause.OUTDATED_APP
    assert "5.9.3" in told.evidence()
    assert "5.10.0" in told.evidence()


def test_what_the_client_reads_off_the_phone_wins_over_the_record() -> None:
    assert diagnosed("alain_sirois", client(app="ios 5.9.3"), app="ios 5.10.0").verdict is Cause.NOTHING_FOUND
    assert diagnosed("alain_sirois", client(app="ios 5.10.0"), app="android 5.9").verdict is Cause.OUTDATED_APP


def test_each_platform_has_its_own_newest() -> None:
    assert diagnosed("alain_sirois", client(app="ios 5.10.0")).verdict is Cause.NOTHING_FOUND
    assert diagnosed("alain_sirois", client(app="android 5.10.0")).verdict is Cause.OUTDATED_APP


def test_unknown_is_not_old() -> None:
    without_app = diagnosed("alain_sirois", client())
    assert Cause.OUTDATED_APP not in (*without_app.causes, *without_app.ruled_out)
    unconfigured = diagnosed("alain_sirois", client(app="ios 1.0"), newest={})
    assert Cause.OUTDATED_APP not in (*unconfigured.causes, *unconfigured.ruled_out)


def test_the_newest_app_rules_it_out() -> None:
    assert Cause.OUTDATED_APP in diagnosed("alain_sirois", client(app="ios 5.10.0")).ruled_out


def test_the_client_updates_it_in_the_store_of_the_phone() -> None:
    ios, android = (
        diagnosed("alain_sirois", client(app="ios 5.0")),
        diagnosed("alain_sirois", client(app="android 5.0")),
    )
    assert ios.open_ways() == android.open_ways() == (RepairId.UPDATE_APP,)
    assert ios.says() != android.says()
    assert ios.finding().section is SectionKey.APP_VERSION


def test_a_wrong_password_comes_first() -> None:
    told = diagnosed("alain_sirois", client(app="ios 5.0"), password="tout autre chose", no_mail=True)
    assert told.causes == (Cause.WRONG_PASSWORD, Cause.RESET_MAIL_MISSING, Cause.OUTDATED_APP)
