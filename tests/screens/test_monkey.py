"""It never dies on the agent; the long run is `python -m tests.monkey`."""

from __future__ import annotations

from pathlib import Path

from tests.desks import demo_desk
from tests.monkey import Monkey


async def test_keys_clicks_and_sizes_at_random_end_nothing(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        await Monkey(seed=20260504, keys=150, resizes=10).play(desk)
