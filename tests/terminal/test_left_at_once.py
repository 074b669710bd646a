"""Whoever leaves before the account file is open leaves: nothing waits for it for ever."""

from __future__ import annotations

from pathlib import Path

from hexwizard.app import HexwizardApp
from hexwizard.terminal.late_desk import LateDesk
from tests.desks import demo_desk


async def test_left_before_the_desk_was_begun_to_open(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        late = LateDesk(lambda: desk)
        begin, late.begin = late.begin, lambda: None  # type: ignore[method-assign]
        try:
            async with HexwizardApp(late, language="fr").run_test(size=(80, 24)) as pilot:
                late.begin = begin  # type: ignore[method-assign]
                pilot.app.exit(0)
            assert late._begun
        finally:
            begin()
