"""What the agent is told of a client's earlier calls when the phone rings again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hexwizard.article import Cause, SectionKey
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, CaseState, Outcome
from hexwizard.diagnosis.briefing import Memory
from hexwizard.locale.relative import day_of
from hexwizard.locale.words import words
from hexwizard.stores.protocol import Table
from tests.desk.desks import AGENT, Office, office
from tests.diagnosis.calls import NOW


def _called(at: Office, days: int, username: str = "alain_sirois", **fields: object) -> None:
    opened = NOW - timedelta(days=days)
    case = Case(f"{days}", opened, "nadia", CaseState.CLOSED, opened, username=username, **fields)  # type: ignore[arg-type]
    with at.store.transaction() as transaction:
        transaction.put(Table.CASES, f"{username}-{days}", case)


def _told(at: Office, section: SectionKey = SectionKey.START) -> list[str]:
    call = Call(at.desk, AGENT, at.case(verified=False))
    remembered = [one for one in call.briefing(section).know if one.certainty in (Memory.PAST_CALL, None)]
    return [words("en").render(one.text) for one in remembered]


def test_the_last_three_calls_are_told_newest_first_with_day_cause_and_outcome() -> None:
    at = office()
    _called(at, 200, verdict=Cause.OUTDATED_APP, outcome=Outcome.SOLVED)
    _called(at, 40, verdict=Cause.WRONG_PASSWORD, outcome=Outcome.UNSOLVED)
    _called(at, 9)
    _called(at, 20, verdict=Cause.SECONDARY_EMAIL_USED, outcome=Outcome.HANDED_OVER)
    _called(at, 1, username="alain_sirois_2")
    assert _told(at) == [
        "9 days ago: Cause to be found. Handed over to a Hexpert.",
        "2 weeks ago: Secondary e-mail used. Handed over to a Hexpert.",
        "5 weeks ago: Wrong password. Not solved.",
    ]


def test_a_client_who_has_called_within_seven_days_is_known_to_call_again() -> None:
    at = office()
    _called(at, 7)
    _called(at, 8)
    assert "Has called 1 time before in the last 7 days." in _told(at)


def test_who_calls_for_the_first_time_has_no_past() -> None:
    assert _told(office()) == []


def test_past_calls_are_told_where_the_call_opens_and_not_in_the_way_of_the_rest() -> None:
    at = office()
    _called(at, 3)
    assert _told(at, SectionKey.APP_VERSION) == []


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [
        (0, "aujourd’hui", "today"),
        (1, "hier", "yesterday"),
        (2, "il y a 2 jours", "2 days ago"),
        (13, "il y a 13 jours", "13 days ago"),
        (14, "il y a 2 semaines", "2 weeks ago"),
        (59, "il y a 8 semaines", "8 weeks ago"),
        (60, "il y a 2 mois", "2 months ago"),
        (729, "il y a 24 mois", "24 months ago"),
        (730, "il y a 2 ans", "2 years ago"),
        (-1, "aujourd’hui", "today"),
    ],
)
def test_a_day_is_told_as_one_says_it(days: int, french: str, english: str) -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    told = day_of(now - timedelta(days=days), now)
    assert (words("fr").render(told).replace("\xa0", " "), words("en").render(told)) == (french, english)
