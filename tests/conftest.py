"""What every test is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.locale.build_hook import compile_words
from tests.pace import leave_alone_what_stays, look_closer
from tests.stores.servers import announce_run, end_run

ROOT = Path(__file__).parents[1]
USERS_FOLDERS = {
    "HOME": "", "XDG_STATE_HOME": "state", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
}  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Compile the words where a catalogue is newer than what gettext reads: once, before xdist starts its workers."""
    look_closer()
    if hasattr(config, "workerinput"):
        return
    announce_run()
    if any(map(_is_stale, ROOT.glob("hexwizard/locale/*/LC_MESSAGES/*.po"))):
        compile_words(ROOT)


def pytest_collection_finish(session: pytest.Session) -> None:
    """In every worker."""
    leave_alone_what_stays()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that the tests shared, once its last worker has gone."""
    if not hasattr(config, "workerinput"):
        end_run()


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for this test alone: what it leaves there or in the user's folders is not the developer's."""
    home = tmp_path_factory.mktemp("home")
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


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
