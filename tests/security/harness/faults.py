"""`python -m tests.security.harness.faults`: a fault in every action of every screen, a secret shown meanwhile.

None may reach the message or the report.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hexwizard.screens.base import WizardScreen
from tests.desks import demo_desk
from tests.security.harness.hostile_screens import every_screen
from tests.security.test_row_12_a_fault_of_ours import (
    NADIA,
    SCREENS,
    Making,
    OneScreen,
    a_call,
    actions,
    fails_in,
    tells_nothing,
)


def others() -> dict[str, Making]:
    """The dialogs and other screens that ask for nothing, or for a call alone."""
    found: dict[str, Making] = {}
    for kind in every_screen():
        wanted = [one.name for one in inspect.signature(kind).parameters.values() if one.default is one.empty]
        making: Callable[..., WizardScreen[Any]] = kind  # type: ignore[assignment]
        if wanted == ["call"]:
            found[kind.__name__] = _about_a_call(making)
        elif not wanted and issubclass(kind, WizardScreen):
            found[kind.__name__] = _about_nothing(making)
    return found


def _about_a_call(making: Callable[..., WizardScreen[Any]]) -> Making:
    return lambda desk: making(a_call(desk))


def _about_nothing(making: Callable[..., WizardScreen[Any]]) -> Making:
    return lambda _: making()


async def names_of(folder: Path, making: Making) -> list[str]:
    with demo_desk(folder) as desk:
        app = OneScreen(desk, language="fr", actor=NADIA)
        app.making = making
        async with app.run_test() as pilot:
            await pilot.pause()
            return actions(type(app.screen))


async def main() -> None:
    count, screens = 0, SCREENS | others()
    for making in screens.values():
        with tempfile.TemporaryDirectory() as folder:
            names = await names_of(Path(folder), making)
        for name in names:
            with tempfile.TemporaryDirectory() as folder, demo_desk(Path(folder)) as desk:
                told = io.StringIO()
                with contextlib.redirect_stderr(told):
                    app = await fails_in(desk, making, name)
                tells_nothing(app, told.getvalue())
                count += 1
    print(f"{count} faults in {len(screens)} screens: each told, each ended with status 1, 0 secrets")


if __name__ == "__main__":
    asyncio.run(main())
