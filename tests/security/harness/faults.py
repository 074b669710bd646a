"""`python -m tests.security.harness.faults`: a fault in every action of every screen, a secret shown meanwhile.

None may reach the message or the report.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import tempfile
from pathlib import Path

from tests.desks import demo_desk
from tests.security.test_row_12_a_fault_of_ours import NADIA, SCREENS, OneScreen, actions, fails_in, tells_nothing


async def names_of(folder: Path, screen: str) -> list[str]:
    with demo_desk(folder) as desk:
        app = OneScreen(desk, language="fr", actor=NADIA)
        app.making = SCREENS[screen]
        async with app.run_test() as pilot:
            await pilot.pause()
            return actions(type(app.screen))


async def main() -> None:
    count = 0
    for screen in SCREENS:
        with tempfile.TemporaryDirectory() as folder:
            names = await names_of(Path(folder), screen)
        for name in names:
            with tempfile.TemporaryDirectory() as folder, demo_desk(Path(folder)) as desk:
                told = io.StringIO()
                with contextlib.redirect_stderr(told):
                    app = await fails_in(desk, SCREENS[screen], name)
                tells_nothing(app, told.getvalue())
                count += 1
    print(f"{count} faults in {len(SCREENS)} screens: each told, each ended with status 1, 0 secrets")


if __name__ == "__main__":
    asyncio.run(main())
