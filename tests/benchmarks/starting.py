"""From the command to what it shows: the wizard beside Textual's hello-world, the commands beside Python itself.

Timed from outside, in a pseudo-terminal, from `exec` to the bytes that end the first full screen (the footer's words).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hexwizard.credentials.hashing import Argon2Hasher
from tests.benchmarks.figures import Figure, seconds
from tests.benchmarks.sample import PASSWORD, large_file
from tests.benchmarks.terminal import Terminal

_HELLO = """
from textual.app import App
from textual.widgets import Footer, Static
class Hello(App):
    BINDINGS = [("q", "quit", "Quit")]
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("hello world")
        yield Footer()
Hello().run()
"""


def environment_in(folder: Path) -> dict[str, str]:
    """A French terminal and an empty home in `folder`."""
    home = tempfile.mkdtemp(dir=folder)
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return kept | {"HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "fr_CA.UTF-8"}


def python() -> str:
    """The interpreter that runs all of them."""
    return sys.executable


def painted(arguments: list[str], text: str, environment: dict[str, str]) -> float:
    """Seconds until the program has painted `text`."""
    with Terminal([python(), *arguments], environment) as terminal:
        return terminal.until_painted(text)


def ran(arguments: list[str], environment: dict[str, str], typed: str = "") -> float:
    """Seconds that a command takes as a whole process."""
    command = [python(), *arguments]
    return seconds(
        lambda: subprocess.run(command, env=environment, input=typed.encode(), capture_output=True, check=True)
    )


def figures(folder: Path) -> Iterator[Figure]:
    """The figures of starting; `folder` keeps the files that they need."""
    environment = environment_in(folder)
    large, username = large_file(folder)
    hasher = Argon2Hasher()
    encoded = hasher.hash(PASSWORD)

    def hello() -> float:
        return painted(["-c", _HELLO], "Quit", environment)

    def nothing() -> float:
        return ran(["-c", "pass"], environment)

    def one_verification_and_python() -> float:
        return nothing() + seconds(lambda: hasher.verify(encoded, PASSWORD))

    yield Figure(
        "`hexwizard demo` to the first full screen",
        "Textual hello-world",
        1.3,
        lambda: painted(["-m", "hexwizard", "demo"], "Quitter", environment),
        hello,
    )
    yield Figure(
        "the wizard on a file of 100,000 accounts",
        "Textual hello-world",
        1.5,
        lambda: painted(["-m", "hexwizard", "--accounts", str(large)], "Quitter", environment),
        hello,
    )
    yield Figure(
        "`hexwizard --help`",
        "python -c pass",
        4.0,
        lambda: ran(["-m", "hexwizard", "--help"], environment),
        nothing,
        31,
    )
    for name, (path, client) in {
        "`hexwizard login`": large_file(folder, 1_000),
        "`hexwizard login`, 100,000 accounts": (large, username),
    }.items():
        command = ["-m", "hexwizard", "login", client, "--password-stdin", "--accounts", str(path)]
        yield Figure(
            name,
            "an argon2 verification + python -c pass",
            2.0,
            partial(ran, command, environment, PASSWORD),
            one_verification_and_python,
        )
