"""The desk's real acts, killed at the calls that change a disk: whole or not at all, the entry with its effect."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.stores import desk_scenes, scenes
from tests.stores.faults import dies_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the dying is done in a forked child")
ENOUGH = 100


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_scenes.prepared(tmp_path_factory.mktemp("desk") / "ready")


@pytest.mark.parametrize("act", desk_scenes.ACTS)
def test_an_act_of_the_desk_is_there_whole_or_not_at_all(ready: Path, tmp_path: Path, act: str) -> None:
    """Every call that changes a disk, every third of a restoration's; at every system call: the harness."""
    before = desk_scenes.tale(ready)
    done = scenes.copied(ready, tmp_path / "done")
    desk_scenes.ACTS[act](done)
    after = desk_scenes.tale(done)
    seen = set()
    for number in range(1, ENOUGH, 3 if act == "restore" else 1):
        path = scenes.copied(ready, tmp_path / f"{number}")
        died, _ = dies_at(number, lambda _, path=path: desk_scenes.ACTS[act](path))  # type: ignore[misc]
        found = desk_scenes.tale(path)
        assert found in (before, after)
        seen.add(found)
        if not died:
            break
    assert seen == {before, after}
    assert number > 3
