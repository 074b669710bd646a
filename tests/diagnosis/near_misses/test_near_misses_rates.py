"""The rates of the harness on a small file. In full: `python tests/diagnosis/near_misses/harness.py`."""

from __future__ import annotations

from random import Random

import pytest

from tests.diagnosis.near_misses.harness import measure_slips, measure_strangers
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
