"""Issuing a temporary password, interrupted at every call that changes a disk: none works that nobody was handed.

In a real wizard, by signals and a closed terminal, and at every system call: `harness/issuing.py`.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from hexwizard.accounts.model import TemporaryState
from hexwizard.desk import temporary_passwords
from tests.security.harness.issuing import Told, check, hand_over, the_client
from tests.stores import desk_scenes, scenes
from tests.stores.faults import dies_at

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the dying is done in a forked child")
ENOUGH = 40


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_scenes.prepared(tmp_path_factory.mktemp("issuing") / "ready")


def killed_at_every_call(ready: Path, folder: Path) -> Counter[str]:
    """What each kill left. Raises `AssertionError` where one works that was never handed over, or is not listed."""
    with desk_scenes.desk_at(ready) as desk:
        before = the_client(desk)
    seen: Counter[str] = Counter()
    for number in range(1, ENOUGH):
        path = scenes.copied(ready, folder / f"{number}")
        died, said = dies_at(number, lambda say, path=path: hand_over(path, lambda *_: say()))  # type: ignore[misc]
        with desk_scenes.desk_at(path) as desk:
            seen[check(desk, before, Told(given=said > 1, noted=said > 2))] += 1
        if not died:
            return seen
    raise AssertionError("it never came to its end")


def test_none_works_that_was_not_handed_over_and_what_was_left_is_listed(ready: Path, tmp_path: Path) -> None:
    assert set(killed_at_every_call(ready, tmp_path)) == {"not made", "pending, listed", "given"}


def test_a_desk_whose_passwords_work_at_once_is_found(
    ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    at_once = SimpleNamespace(PENDING=TemporaryState.ACTIVE, ACTIVE=TemporaryState.ACTIVE, VOID=TemporaryState.VOID)
    monkeypatch.setattr(temporary_passwords, "TemporaryState", at_once)
    with pytest.raises(AssertionError, match="never handed over"):
        killed_at_every_call(ready, tmp_path)
