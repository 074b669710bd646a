"""Accounts brought in from files."""

import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from hexwizard.accounts.importing import ImportCancelled
from hexwizard.desk.desk import Desk
from hexwizard.desk.imports import Stage
from hexwizard.screens.import_files import ImportFilesScreen
from tests.screens.fakes import fake_desk, hire
from tests.screens.people import ADMIN
from tests.screens.stage import UNFINISHED, Play, playing

GOOD = "username,given_name,primary_email\nbob,Bob,bob@example.com\nann,Ann,ann@example.com\n"
BAD = "username,primary_email,language\nbob,bob@example.com,de\nbob,b@example.com,fr\n"


async def give(play: Play, path: Path) -> None:
    field = play.app.screen.query_one("#accounts", Input)
    field.focus()
    field.value = str(path)
    await play.press("enter", "enter")


def usernames(desk: Desk) -> set[str]:
    return {account.username for account in desk.services.store.reader().accounts()}


async def test_a_file_is_imported_and_the_gain_said(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(GOOD, encoding="utf-8")
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, ImportFilesScreen(), ADMIN) as play:
        await give(play, path)
        assert play.sees("import.done", added=2, updated=0, companies=0)
        await play.press("escape")
        assert play.ended is None
    assert usernames(desk) == {"bob", "ann"}


async def test_a_file_that_is_not_there_is_named_beside_its_field_and_nothing_seems_to_go_on(tmp_path: Path) -> None:
    async with playing(fake_desk(), ImportFilesScreen(), ADMIN) as play:
        await give(play, tmp_path / "nowhere.csv")
        assert "nowhere.csv" in play.seen
        assert not play.sees("import.opening")


async def test_on_the_first_run_nobody_is_signed_in_and_it_works(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(GOOD, encoding="utf-8")
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, ImportFilesScreen(), None) as play:
        await give(play, path)
    assert usernames(desk) == {"bob", "ann"}


async def test_only_checking_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(GOOD, encoding="utf-8")
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, ImportFilesScreen(), ADMIN) as play:
        await play.clicks("#dry-run")
        await give(play, path)
        assert play.sees("import.would", added=2, updated=0, companies=0)
    assert not usernames(desk)


async def test_every_fault_is_shown_with_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(BAD, encoding="utf-8")
    desk = fake_desk()
    hire(desk, ADMIN)
    async with playing(desk, ImportFilesScreen(), ADMIN, size=(120, 40)) as play:
        await give(play, path)
        assert play.sees("import.refused", count=2)
        assert play.sees("import.place.column", file="accounts.csv", line=2, column="language")
        assert play.sees("import.place.column", file="accounts.csv", line=3, column="username")
    assert not usernames(desk)


async def test_a_file_that_is_not_there_is_said_beside_the_field(tmp_path: Path) -> None:
    async with playing(fake_desk(), ImportFilesScreen(), ADMIN) as play:
        await give(play, tmp_path / "none.csv")
        assert "✕" in play.seen
        assert play.app.focused is play.app.screen.query_one("#accounts")


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
async def test_a_run_is_stopped_by_either_key_and_the_screen_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    desk = fake_desk()
    hire(desk, ADMIN)
    reading = threading.Event()

    def endless(*_: object, progress: object, cancelled: object, **__: object) -> None:
        progress(Stage.READING, 10, 100)  # type: ignore[operator]
        reading.set()
        while not cancelled():  # type: ignore[operator]
            reading.wait(0.01)
        raise ImportCancelled("import.cancelled")

    monkeypatch.setattr(desk.imports, "run", endless)
    async with playing(desk, ImportFilesScreen(), ADMIN) as play:
        play.app.screen.query_one("#accounts", Input).value = str(tmp_path / "x.csv")
        await play.pilot.press("enter", "enter")
        while not reading.is_set():
            await play.pilot.pause(0.01)
        await play.pilot.pause()
        assert "10" in play.seen
        await play.press(key)
        assert play.sees("import.cancelled")
        assert play.ended is UNFINISHED
