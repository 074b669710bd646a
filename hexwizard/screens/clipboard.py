"""Text to the clipboard, without claiming more than one knows."""

from __future__ import annotations

from typing import Any

from textual.app import App

from hexwizard.locale.words import Words


def copy(app: App[Any], text: str, say: Words) -> None:
    """Send `text` to the terminal's clipboard (OSC 52) and to the system's where there is one.

    No terminal says whether it took it, so neither do we.
    """
    if not text:
        return
    app.copy_to_clipboard(text)
    app.run_worker(lambda: _system_copy(text), thread=True, exit_on_error=False, group="clipboard")
    app.notify(say("clipboard.copied"), markup=False, timeout=4)


def _system_copy(text: str) -> None:
    import pyperclip

    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        # A machine without a clipboard, as over SSH: OSC 52 is all there is.
        return
