"""An account file in a folder of its own, and an agent who signs in to it in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hexwizard.desk.clock import system_clock
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.stores.file import open_file
from tests.desks import PASSWORD, cheap_hasher, demo_desk
from tests.security.terminal import Terminal

AGENT = "nadia"


def account_file(folder: Path) -> Path:
    """The demo's clients, with the operators `nadia` and `hector`; no wizard has it open."""
    folder.mkdir(parents=True, exist_ok=True)
    with demo_desk(folder):
        return folder / "accounts.json"


def environment(folder: Path) -> dict[str, str]:
    """A home of its own, so that nothing of the machine's is read and all that is left can be found."""
    return {
        "HOME": str(folder / "home"),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }


def command(path: Path) -> list[str]:
    return [sys.executable, "-m", "hexwizard", "--accounts", str(path), "--lang", "en"]


def wizard(path: Path, words: Sequence[str] = (), **more: str) -> Terminal:
    """The wizard on the account file at `path`, not yet signed in; `words` start another program in its place."""
    return Terminal(words or command(path), environment=environment(path.parent) | more, folder=path.parent)


def signed_in(path: Path, words: Sequence[str] = (), **more: str) -> Terminal:
    """The wizard after `nadia` signed in, at home."""
    terminal = wizard(path, words, **more)
    terminal.until("Your name", "Password")
    terminal.press(f"{AGENT}\r")
    terminal.still()
    for _ in range(20):  # a key that comes before the cursor has moved on stands behind the name
        terminal.press("x")
        terminal.still()
        hidden = terminal.shows("•")
        terminal.press("\x7f")
        terminal.still()
        if hidden:
            break
    terminal.press(f"{PASSWORD}\r")
    terminal.until(f"Hello, {AGENT}")
    terminal.still()  # the calls at home come a moment after it, and the cursor with them
    return terminal


@contextmanager
def desk_on(path: Path) -> Iterator[Desk]:
    """The desk on an account file that no wizard has open any more, at the time of now."""
    opened = open_file(path, clock=system_clock)
    try:
        yield Desk(Services(opened, hasher=cheap_hasher()))
    finally:
        opened.close()
