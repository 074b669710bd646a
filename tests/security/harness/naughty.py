"""`python -m tests.security.harness.naughty [STRINGS.json]`: hostile text on every screen, in every command.

A child shows each screen and runs each command on a real pseudo-terminal, with the strings as names, addresses,
companies, notes and whatever else may be typed or imported. Every byte that it sends is scanned: apart from the codes
with which Textual itself places and colours, there must be no control, bidi or zero-width sign. `--bypass` takes the
protection out, and then some must be found.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import re
import struct
import sys
import tempfile
import termios
import time
import traceback
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

BLNS = Path(__file__).parents[4] / "shared" / "hostile" / "blns.json"
FEW = (
    "\x1b]52;c;ZXZpbA==\x07", "\x1b[31mred\x1b[0m", "\x1b[2J", "\x9b31m", "\x1bPq\x1b\\", "a\u202eb\u2066c",
    "\u200b\ufeff", "\u115f\u3164\ufe0f", "\x00\x07\x08\x7f", "[/foo] [bold]x[/] [@click=app.bell]y[/]",
    "\U000e0041", "line\nbreak\r\ttab",
)  # fmt: skip
TOGETHER = 10
LARGE = (50, 160)
CODES = re.compile(
    r"\x1b\[(?:0?m|(?:[0-9]{1,2};)*(?:[34]8;2;\d+;\d+;\d+;?)+(?:\d+)?m|[1-9](?:;[1-9])*m|\d+;\d+H|H|2J|\?\d+[hl]|[<>]\d*u"
    r"|\?\d+\$p|\d? q)"
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07|\x1b\]22;[a-z]+\x07"
    r"|\r[\w-]+: \d+ of \d+\x1b\[K"  # the progress of `copy`
    r"|\r\x1b\[K"  # the bar of `import`, drawn anew
    r"|\tInvitation\t|\t(?:Waiting|Sent|Refused|Given up)\t"  # a row of `mail queue`
    r"|\t(?:agent|hexpert|admin)\t(?:enabled|disabled)"  # a row of `operators list`
)
INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\u180b-\u180f]")


def found_in(sent: bytes) -> list[str]:
    """What should not have been sent, each with a little of what stands around it."""
    text = CODES.sub("", sent.decode("utf-8", "backslashreplace"))
    wrong = []
    for at, sign in enumerate(text):
        unseen = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") or INVISIBLE.match(sign)
        if unseen and sign not in "\r\n":
            wrong.append(f"U+{ord(sign):04X} in {text[max(0, at - 20) : at + 20]!r}")
    return wrong


def sent_by_child(
    strings: Sequence[str], *, bypass: bool = False, together: int = TOGETHER, size: tuple[int, int] = LARGE
) -> bytes:
    """Everything that the screens and the commands send to a terminal of `size` (rows, columns).

    Raises `SystemExit` with the trace of whatever went wrong there, or with the names of what was not shown or run.
    """
    told, telling = os.pipe()
    child, terminal = pty.fork()
    if child == 0:
        _be_child(telling, lambda: _show(strings, bypass=bypass, together=together))
    os.close(telling)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    parts = []
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    _, status = os.waitpid(child, 0)
    with os.fdopen(told, encoding="utf-8") as trace:
        wrong = trace.read()
    if status or wrong:
        raise SystemExit(f"the child failed ({os.waitstatus_to_exitcode(status)}):\n{wrong}")
    return b"".join(parts)


def _be_child(telling: int, show: Callable[[], None]) -> NoReturn:
    """What `show` raises goes to the parent past the terminal. Its streams are new ones: those of the parent remember
    whether the parent's output was a file.
    """
    status = 1
    try:
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - by descriptor
        sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
        show()
        sys.stdout.flush()
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        os.write(telling, traceback.format_exc()[-60_000:].encode("utf-8", "backslashreplace"))
    finally:
        os._exit(status)


def _show(strings: Sequence[str], *, bypass: bool, together: int) -> None:
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    if bypass:
        from hexwizard.locale import visible

        visible._UNSEEN = re.compile("(?!)")  # type: ignore[misc]
    groups = [tuple(strings[at : at + together]) for at in range(0, len(strings), together)]
    from tests.security.harness.hostile_commands import every_command, run_commands
    from tests.security.harness.hostile_screens import HostileApp, every_screen

    app = HostileApp(groups)
    ended = app.run()
    if app._exception is not None:
        raise app._exception
    if ended != 0:
        raise AssertionError(f"the wizard ended with {ended!r}")
    with tempfile.TemporaryDirectory() as folder:
        ran = run_commands(Path(folder), groups)
    forgotten = {kind.__name__ for kind in every_screen() - app.shown} | every_command() - ran
    if forgotten:
        raise AssertionError(f"never shown or run: {sorted(forgotten)}")


def strings_of(path: Path | None) -> tuple[str, ...]:
    """The strings of a JSON list, with ours; a lone surrogate in them is no text, and no file can hold it."""
    listed = json.loads(path.read_text(encoding="utf-8")) if path is not None else []
    return (*FEW, *(one for one in listed if one))


def main(words: Sequence[str]) -> None:
    options = argparse.ArgumentParser(prog="naughty")
    options.add_argument("strings", nargs="?", type=Path, default=BLNS)
    options.add_argument("--bypass", action="store_true")
    options.add_argument("--together", type=int, default=TOGETHER, help="how many strings stand in one field")
    options.add_argument("--part", default="1/1", help="which part of the list, as 2/4: a long run in pieces")
    given = options.parse_args(words)
    part, parts = map(int, given.part.split("/"))
    strings = strings_of(given.strings)[part - 1 :: parts]
    began = time.monotonic()
    sent = sent_by_child(strings, bypass=given.bypass, together=given.together)
    wrong = found_in(sent)
    took = time.monotonic() - began
    print(f"{len(strings)} strings, {len(sent)} bytes sent in {took:.0f} s: {len(wrong)} raw signs from data")
    print("\n".join(wrong[:10]))
    if bool(wrong) != given.bypass:
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
