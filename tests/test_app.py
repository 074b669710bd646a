"""What holds for the wizard as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.app import HexwizardApp
from hexwizard.desk.actor import Actor, Role
from hexwizard.screens.results import SignedIn
from hexwizard.stores.file import FileStore
from tests.desks import demo_desk


def _fail() -> None:
    secret = "canary-word-42"
    raise ZeroDivisionError(secret)


async def _run_into_a_fault(app: HexwizardApp) -> None:
    async with app.run_test() as pilot:
        app.call_later(_fail)
        await pilot.pause()


class TestAFaultOfOurOwn:
    async def test_is_told_in_a_line_without_any_local_variable(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with demo_desk(tmp_path) as desk:
            app = HexwizardApp(desk, language="en", actor=Actor("nadia", Role.AGENT))
            with pytest.raises(ZeroDivisionError):
                await _run_into_a_fault(app)
            told = capsys.readouterr().err
            assert app.return_code == 1
            assert "ZeroDivisionError" in told
            assert "canary-word-42" not in told


class TestTheLanguage:
    async def test_changes_while_running_and_keeps_what_was_typed(self, tmp_path: Path) -> None:
        with demo_desk(tmp_path) as desk:
            app = HexwizardApp(desk, language="fr")
            async with app.run_test(notifications=True) as pilot:
                await pilot.pause()
                await pilot.press(*"nadia", "f2")
                await pilot.pause()
                assert app.say.language == "en"
                assert app.screen.query("Input").first().value == "nadia"  # type: ignore[attr-defined]


class TestTheAccountFile:
    async def test_on_a_network_drive_is_said_to_whoever_sits_down(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(FileStore, "is_on_network", True)
        with demo_desk(tmp_path) as desk:
            desk.operators.note_tour(Actor("nadia", Role.AGENT))
            app = HexwizardApp(desk, language="en")
            async with app.run_test(notifications=True) as pilot:
                await pilot.pause()
                app.screen.dismiss(SignedIn(Actor("nadia", Role.AGENT)))
                await pilot.pause()
                assert [str(one.message) for one in app._notifications if "network drive" in str(one.message)]

    async def test_is_folded_in_the_background_where_its_journal_has_grown_long(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("hexwizard.stores.file.compaction.LONG_JOURNAL", 1)
        monkeypatch.setattr("hexwizard.stores.file.compaction._SHARE", 0)
        with demo_desk(tmp_path) as desk:
            store = desk.services.store
            assert isinstance(store, FileStore)
            app = HexwizardApp(desk, language="fr")
            async with app.run_test() as pilot:
                assert store.acts_to_fold == 4
                await pilot.pause()
                await app.workers.wait_for_complete([app.tend_store()])
                assert store.acts_to_fold == 0
