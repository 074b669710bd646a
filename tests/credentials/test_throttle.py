"""Five failures are free, then each holds the client for longer (NIST SP 800-63B-4 §3.2.2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hexwizard.accounts.model import Attempts
from hexwizard.credentials import throttle

NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        (0, 0),
        (1, 0),
        (4, 0),
        (5, 0),
        (6, 30),
        (7, 60),
        (8, 120),
        (9, 240),
        (10, 480),
        (11, 900),
        (12, 900),
        (50, 900),
        (99, 900),
    ],
)
def test_a_client_waits_half_a_minute_then_twice_as_long_up_to_a_quarter_of_an_hour(
    failures: int, seconds: int
) -> None:
    assert throttle.hold_after(failures) == timedelta(seconds=seconds)
    assert throttle.remaining(Attempts(failures, NOW), NOW) == timedelta(seconds=seconds)
    assert not throttle.is_stopped(Attempts(failures, NOW))


@pytest.mark.parametrize("failures", [100, 101, 5000])
def test_after_a_hundred_only_an_unlock_opens(failures: int) -> None:
    assert throttle.hold_after(failures) is None
    assert throttle.is_stopped(Attempts(failures, NOW))
    assert throttle.remaining(Attempts(failures, NOW), NOW + timedelta(days=365))


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (10, 900)])
def test_the_fifth_failure_holds_an_operator(failures: int, seconds: int) -> None:
    held = throttle.remaining(Attempts(failures, NOW), NOW, free=throttle.OPERATOR_FREE_FAILURES)
    assert held == timedelta(seconds=seconds)


def test_the_hold_ends_to_the_second() -> None:
    attempts = Attempts(7, NOW)
    assert throttle.remaining(attempts, NOW + 59 * SECOND) == SECOND
    assert not throttle.remaining(attempts, NOW + 60 * SECOND)
    assert not throttle.remaining(attempts, NOW + timedelta(days=1))


def test_a_clock_set_back_makes_no_hold_longer() -> None:
    assert throttle.remaining(Attempts(7, NOW), NOW - timedelta(days=400)) == 60 * SECOND


def test_each_failure_counts_from_its_own_moment() -> None:
    attempts = Attempts()
    for number in range(1, 8):
        attempts = throttle.failed(attempts, NOW + number * SECOND)
    assert attempts == Attempts(7, NOW + 7 * SECOND)
