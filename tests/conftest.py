"""What every test is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hexwizard.locale.build_hook import compile_words
from tests.pace import leave_alone_what_stays, look_closer, read_styles_once
from tests.stores.servers import announce_run, end_run

ROOT = Path(__file__).parents[1]
USERS_FOLDERS = {
    "HOME": "", "XDG_STATE_HOME": "state", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Compile the words where a catalogue is newer than what gettext reads: once, before xdist starts its workers."""
    look_closer()
    read_styles_once()
    if hasattr(config, "workerinput"):
        return
    announce_run()
    _keep_what_is_compiled()
    if any(map(_is_stale, ROOT.glob("hexwizard/locale/*/LC_MESSAGES/*.po"))):
        compile_words(ROOT)


def pytest_collection_finish(session: pytest.Session) -> None:
    """In every worker."""
    leave_alone_what_stays()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that the tests shared, once its last worker has gone."""
    if not hasattr(config, "workerinput"):
        end_run()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, counted here: pytest looks through all that it has made for the next free number."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for this test alone: what it leaves there or in the user's folders is not the developer's."""
    home = next(homes)
    home.mkdir(0o700)
    for name, folder in USERS_FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.delenv("HEXWIZARD_ACCOUNTS", raising=False)
    return home


@pytest.fixture(autouse=True)
def fine_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of all colours, whatever the tests are started from."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def _keep_what_is_compiled() -> None:
    """Or every worker, and every wizard that a test starts, would compile all sources once more."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
