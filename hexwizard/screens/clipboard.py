"""Text to the clipboards, without claiming more than one knows: the terminal's, the system's, and tmux's.

The terminal's is reached by OSC 52, the system's through pyperclip where there is one. No program can ask a terminal
whether it took a text. A secret is taken out again, wherever it may have gone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from textual.app import App

from hexwizard.locale.words import Words
from hexwizard.widgets.plain import plain_text

_PATIENCE: Final = 2


def copy(app: App[Any], text: str, say: Words) -> None:
    """Send `text` to the clipboards, without what one cannot see in it: it will be pasted somewhere."""
    if not text:
        return
    shown = plain_text(text, multiline=True)
    app.copy_to_clipboard(shown)
    app.run_worker(lambda: _to_system(shown), thread=True, exit_on_error=False, group="clipboard")
    app.notify(say("clipboard.copied"), timeout=4)


class Clipboard:
    """Holds a secret for as long as it may stand in a clipboard; no `repr` shows it."""

    def __init__(self, terminal: Callable[[str], None], in_background: Callable[[Callable[[], None]], object]) -> None:
        """`terminal` sends a text to the terminal's clipboard; `in_background` runs what may take a while."""
        self._terminal = terminal
        self._in_background = in_background
        self._secret = ""

    def __repr__(self) -> str:
        return "Clipboard(••••)" if self._secret else "Clipboard()"

    def put_secret(self, secret: str) -> None:
        """Send `secret` to the clipboards, until `wipe`."""
        if self._secret != secret:
            self.wipe()
        self._secret = secret
        self._terminal(secret)
        self._in_background(lambda: _to_system(secret, secret=True))

    def wipe(self, *, now: bool = False) -> None:
        """Take the secret out of every clipboard; with `now`, it is gone when this returns.

        Nothing happens where none was put there.
        """
        secret, self._secret = self._secret, ""
        if not secret:
            return
        self._terminal(" ")  # tmux takes no notice of an empty text, and hands this on to the terminal around it
        self._terminal("")
        if now:
            _out_of_all(secret)
        else:
            self._in_background(lambda: _out_of_all(secret))


def _to_system(text: str, *, secret: bool = False) -> None:
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):  # as over SSH, where OSC 52 is all there is
        put, _ = pyperclip.determine_clipboard()
        by_argument = getattr(put, "__name__", "") == "copy_klipper"  # where all can see it
        if not (secret and by_argument):
            put(text)


def _out_of_all(secret: str) -> None:
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):
        put, take = pyperclip.determine_clipboard()
        if take() == secret:
            put("")
    _out_of_tmux(secret)


def _out_of_tmux(secret: str) -> None:
    """tmux keeps every text that was copied in a buffer of its own, below those that came later."""
    if not os.environ.get("TMUX"):
        return
    for name in _tmux("list-buffers", "-F", "#{buffer_name}").splitlines():
        if _tmux("show-buffer", "-b", name) == secret:
            _tmux("delete-buffer", "-b", name)


def _tmux(*words: str) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        asked = subprocess.run(  # noqa: S603 - the words are ours
            ["tmux", *words],  # noqa: S607 - the tmux that one sits in is the one on the path
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
        return asked.stdout
    return ""
