"""A key pressed and what it paints, timed from outside in a pseudo-terminal, beside the barest Textual programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.sample import PASSWORD, accounts, large_file
from tests.benchmarks.starting import environment_in, python
from tests.benchmarks.terminal import SETTLED, Terminal

_BARE_INPUT = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Input(placeholder="ready")
Bare().run()
"""
_BARE_SCREENS = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import Footer, Static
class Other(Screen):
    BINDINGS = [("escape", "dismiss", "Back")]
    def compose(self):
        yield Static("the other screen")
        yield Footer()
class Bare(App):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("enter", "other", "Next")]
    def compose(self):
        yield Static("the first screen")
        yield Footer()
    def action_other(self):
        self.push_screen(Other())
Bare().run()
"""


@contextmanager
def _opened(arguments: list[str], text: str, folder: Path) -> Iterator[Terminal]:
    with Terminal([python(), *arguments], environment_in(folder)) as terminal:
        terminal.until_painted(text)
        terminal.until_still()
        yield terminal


class _Typist:
    """Types a text over and over, a key at a time, wiping the field between."""

    def __init__(self, terminal: Terminal, text: str) -> None:
        self._terminal = terminal
        self._keys = cycle((*text, *("\x7f" * len(text))))

    def key(self) -> float:
        """Seconds until the next key has painted something; what it leads to later has been painted as well."""
        self._terminal.press(next(self._keys))
        painted = self._terminal.until_any_paint()
        self._terminal.until_still()
        return painted


def figures(folder: Path, stack: ExitStack) -> Iterator[Figure]:
    """The figures of keys; the programs end with `stack`."""
    large, _ = large_file(folder)
    text = accounts()[777].primary_email or ""
    bare = stack.enter_context(_opened(["-c", _BARE_INPUT], "ready", folder))
    ours = stack.enter_context(_opened(["-m", "hexwizard", "--accounts", str(large)], "Quitter", folder))
    ours.press("nadia\r")
    ours.until_still()
    ours.press(f"{PASSWORD}\r")
    ours.until_painted("Nouvel appel")
    ours.until_still(0.3)
    ours.press("n")
    ours.until_still(0.3)
    yield Figure(
        "a key painted in the find field, 100,000 accounts",
        "a key in a bare Textual Input",
        2.0,
        _Typist(ours, text).key,
        _Typist(bare, text).key,
        101,
    )
    screens = stack.enter_context(_opened(["-c", _BARE_SCREENS], "the first screen", folder))
    demo = stack.enter_context(_opened(["-m", "hexwizard", "demo"], "Quitter", folder))
    demo.press("nalain.sirois@hotmail.com")
    demo.until_still(0.3)
    demo.press("\ri")
    demo.until_still(0.3)

    def next_screen(terminal: Terminal) -> float:
        terminal.press("\r")
        painted = terminal.until_complete()
        terminal.press("\x1b")
        terminal.until_any_paint()
        terminal.until_still(SETTLED)
        return painted

    yield Figure(
        "the next screen painted after Enter",
        "a bare Textual push_screen",
        1.5,
        lambda: next_screen(demo),
        lambda: next_screen(screens),
        31,
    )
