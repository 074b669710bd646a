"""Row 18: a secret that was copied is taken out of the clipboards again, tmux's own buffers included."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hexwizard.screens.clipboard import Clipboard

SECRET = "canari-jaune-quatre-ailes"


def test_the_terminals_clipboard_is_overwritten_and_then_emptied() -> None:
    sent: list[str] = []
    clipboard = Clipboard(sent.append, lambda work: work())
    clipboard.put_secret(SECRET)
    clipboard.wipe()
    assert sent == [SECRET, " ", ""]
    assert SECRET not in repr(clipboard)


def test_what_somebody_else_copied_stays() -> None:
    sent: list[str] = []
    clipboard = Clipboard(sent.append, lambda work: work())
    clipboard.wipe(now=True)
    assert sent == []


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is needed")
def test_tmux_keeps_no_buffer_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    socket = str(tmp_path / "tmux")

    def tmux(*words: str) -> str:
        return subprocess.run(["tmux", "-S", socket, *words], capture_output=True, text=True, check=True).stdout

    tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24")
    try:
        monkeypatch.setenv("TMUX", f"{socket},1,0")
        tmux("set-buffer", SECRET)
        tmux("set-buffer", "something else")
        clipboard = Clipboard(lambda _: None, lambda work: work())
        clipboard.put_secret(SECRET)
        clipboard.wipe(now=True)
        assert tmux("list-buffers", "-F", "#{buffer_sample}").split("\n")[:-1] == ["something else"]
    finally:
        tmux("kill-server")
