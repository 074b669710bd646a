"""The rates of the harness on a small file. In full: `python -m tests.diagnosis.near_misses.harness`."""

from __future__ import annotations

from random import Random

import pytest

from tests.diagnosis.near_misses.harness import HABITS, measure_slips, measure_strangers
from tests.diagnosis.near_misses.on_file import OnFile
from tests.diagnosis.near_misses.people import Client, clients, holdings


@pytest.fixture(scope="module")
def people() -> list[Client]:
    return clients(Random(7), 2_000)


@pytest.fixture(scope="module")
def near(people: list[Client]) -> OnFile:
    return OnFile(holdings(people))


def test_slips_find_their_account(near: OnFile, people: list[Client]) -> None:
    tally = measure_slips(near, people, 400, Random(8))
    assert tally.share(tally.first) >= 0.97
    assert tally.share(tally.in_five) >= 0.98  # 400 draws: the full measure asks 99 %


def test_strangers_find_nobody(near: OnFile, people: list[Client]) -> None:
    assert measure_strangers(near, people, 2_000, Random(9)).share <= 0.01


def test_what_agents_hear_on_the_phone_finds_its_account_too() -> None:
    crowd = HABITS.clients(Random(3), 2_000)
    tally = measure_slips(OnFile(holdings(crowd)), crowd, 420, Random(4), HABITS)
    assert tally.share(tally.first) >= 0.97
    assert tally.share(tally.in_five) >= 0.98
