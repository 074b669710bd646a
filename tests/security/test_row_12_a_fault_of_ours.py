"""Row 12: a fault of ours shows a short message, writes a redacted report, and ends with another status than 0."""

from __future__ import annotations

import inspect
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hexwizard.app import HexwizardApp
from hexwizard.article import SectionKey
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.screens import routes
from hexwizard.screens.base import WizardScreen
from hexwizard.terminal import crash
from hexwizard.widgets.secret_box import SecretBox
from hexwizard.widgets.secret_input import SecretInput
from tests.desks import demo_desk

CANARY = "canari-jaune-quatre-ailes"
NADIA = Actor("nadia", Role.AGENT)
Making = Callable[[Desk], WizardScreen[Any]]


def a_call(desk: Desk) -> Call:
    case = Case("", desk.services.clock(), NADIA.name, identifier="benoit.lavoie@outlook.com")
    return Call(desk, NADIA, desk.cases.open(NADIA, case))


def steps() -> dict[str, Making]:
    every: tuple[routes.Step, ...] = (*SectionKey, routes.Extra.TRY_AGAIN)
    return {step.value: lambda desk, step=step: routes.call_screen(step, a_call(desk)) for step in every}  # type: ignore[misc]


SCREENS: dict[str, Making] = {
    **steps(),
    "sign-in": lambda _: routes.sign_in(),
    "first-run": lambda _: routes.first_run(),
    "find-client": lambda _: routes.find_client(),
    "import-files": lambda _: routes.import_files(),
    "help": lambda _: routes.help_screen("help.home"),
    "home": lambda _: routes.home(),
}


class OneScreen(HexwizardApp):
    making: Making

    def run_session(self) -> None:  # type: ignore[override]
        self.push_screen(self.making(self.desk))


def actions(kind: type[object]) -> list[str]:
    """The names of the actions that hexwizard itself gives to a screen."""
    return sorted(
        name
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if name.startswith("action_") and member.__module__.startswith("hexwizard")
    )


async def fails_in(desk: Desk, making: Making, action: str | None) -> HexwizardApp:
    """The wizard after a fault in an action of that screen, with a secret in its fields and in a local variable."""
    app = OneScreen(desk, language="fr", actor=NADIA)
    app.making = making
    with pytest.raises(ZeroDivisionError):
        await _fail(app, action)
    return app


async def _fail(app: HexwizardApp, action: str | None) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        for box in app.screen.query(SecretBox):
            box.hold(CANARY)
            box.reveal()
        for field in app.screen.query(SecretInput):
            field.value = CANARY

        def fail(*_: object) -> None:
            kept = CANARY
            raise ZeroDivisionError(kept)

        name = action or actions(type(app.screen))[0]
        setattr(app.screen, name, fail)
        app.screen.call_later(getattr(app.screen, name))
        await pilot.pause()


def tells_nothing(app: HexwizardApp, told: str) -> None:
    assert app.return_code == 1
    assert app._fault is not None
    assert app._fault.report is not None
    written = app._fault.report.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in written
    assert "ZeroDivisionError" in told
    assert str(app._fault.report) in told
    assert CANARY not in written + told
    assert stat.S_IMODE(app._fault.report.stat().st_mode) == 0o600


@pytest.mark.parametrize("screen", [SectionKey.TEMPORARY_PASSWORD.value, "sign-in", SectionKey.CANNOT_CONNECT.value])
async def test_is_told_in_a_line_and_a_report_without_the_secret_that_was_on_the_screen(
    screen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m tests.security.harness.faults` raises in every action of every screen."""
    with demo_desk(tmp_path) as desk:
        app = await fails_in(desk, SCREENS[screen], None)
    tells_nothing(app, capsys.readouterr().err)


def test_a_link_in_the_place_of_the_log_folder_is_refused_and_the_fault_told_all_the_same(tmp_path: Path) -> None:
    with demo_desk(tmp_path) as desk:
        now = desk.services.clock()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "log").symlink_to(tmp_path / "elsewhere")
    fault = crash.report(ZeroDivisionError(CANARY), now, tmp_path / "log")
    assert fault.report is None
    assert not list((tmp_path / "elsewhere").iterdir())
    assert fault.kind == "ZeroDivisionError"
