"""What every test is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from hexwizard.locale.build_hook import compile_words
from tests.stores.servers import announce_run, end_run

ROOT = Path(__file__).parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the words where a catalogue is newer than what gettext reads: once, before xdist starts its workers."""
    if hasattr(config, "workerinput"):
        return
    announce_run()
    if any(map(_is_stale, ROOT.glob("hexwizard/locale/*/LC_MESSAGES/*.po"))):
        compile_words(ROOT)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server that the tests shared, once its last worker has gone."""
    if not hasattr(config, "workerinput"):
        end_run()


@pytest.fixture(autouse=True)
def own_log_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that a test brings about leaves its report with the test, not with the developer."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
