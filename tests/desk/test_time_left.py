"""How long an import will still take, told as one would say it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.desk.import_pace import Pace
from hexwizard.desk.imports import Stage
from hexwizard.desk.time_left import time_left
from hexwizard.locale.words import words
from tests.desks import HandClock


@pytest.mark.parametrize(
    ("spent", "done", "total", "left"),
    [
        (0.9, 50, 100, None),
        (5, 0, 100, None),
        (1, 50, 100, 1),
        (2.1, 50, 100, 3),
        (10, 50, 100, 10),
        (10.1, 50, 100, 15),
        (23, 50, 100, 25),
        (60, 50, 100, 60),
        (60.5, 50, 100, 120),
        (100, 1, 100, 9900),
        (30, 100, 100, 0),
    ],
)
def test_it_is_rounded_up_the_more_coarsely_the_longer_it_is(
    spent: float, done: int, total: int, left: int | None
) -> None:
    expected = None if left is None else timedelta(seconds=left)
    assert time_left(timedelta(seconds=spent), done, total) == expected


@given(st.floats(1, 10_000), st.integers(1, 10_000), st.integers(0, 10_000))
def test_it_never_promises_less_than_the_pace_says_nor_a_minute_more(spent: float, done: int, rest: int) -> None:
    told = time_left(timedelta(seconds=spent), done, done + rest)
    assert told is not None
    exact = timedelta(seconds=spent).total_seconds() * rest / done
    assert exact - 1e-6 <= told.total_seconds() <= exact + 60


def test_each_stage_has_a_pace_of_its_own_and_says_nothing_before_it_is_known() -> None:
    clock, say = HandClock(), words("en")
    pace = Pace(clock)
    told = [say.render(pace.told(Stage.READING, 0, 100))]
    clock.advance(timedelta(seconds=10))
    told.append(say.render(pace.told(Stage.READING, 25, 100)))
    told.append(say.render(pace.told(Stage.READING, 100, 100)))
    clock.advance(timedelta(seconds=30))
    told.append(say.render(pace.told(Stage.WRITING, 0, 10)))
    clock.advance(timedelta(seconds=2))
    told.append(say.render(pace.told(Stage.WRITING, 5, 10)))
    told.append(say.render(pace.told(Stage.WRITING, 10, 10)))
    assert told == [
        "… Reading: 0%",
        "… Reading: 25%, 30 seconds to go",
        "… Last checks",
        "… Writing: 0%",
        "… Writing: 50%, 2 seconds to go",
        "… All is ready: saving",
    ]
