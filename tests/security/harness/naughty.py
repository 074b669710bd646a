"""`python -m tests.security.harness.naughty [--bypass] [STRINGS.json]`: hostile text on every screen, in every command.

A child shows each screen and runs each command on a real pseudo-terminal, with the strings as names, addresses,
companies, notes and whatever else may be typed or imported. Every byte that it sends is scanned: apart from the codes
with which Textual itself places and colours, there must be no control, bidi or zero-width sign. `--bypass` takes the
protection out, and then some must be found.
"""

from __future__ import annotations

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
import unicodedata
from collections.abc import Sequence
from pathlib import Path

BLNS = Path(__file__).parents[4] / "shared" / "hostile" / "blns.json"
FEW = (
    "\x1b]52;c;ZXZpbA==\x07", "\x1b[31mred\x1b[0m", "\x1b[2J", "\x9b31m", "\x1bPq\x1b\\", "a\u202eb\u2066c",
    "\u200b\ufeff", "\u115f\u3164\ufe0f", "\x00\x07\x08\x7f", "[/foo] [bold]x[/] [@click=app.bell]y[/]",
    "\U000e0041", "line\nbreak\r\ttab",
)  # fmt: skip
TOGETHER = 25
CODES = re.compile(
    r"\x1b\[(?:0?m|(?:[0-9]{1,2};)*(?:[34]8;2;\d+;\d+;\d+;?)+(?:\d+)?m|[1-9](?:;[1-9])*m|\d+;\d+H|H|2J|\?\d+[hl]|[<>]\d*u"
    r"|\?\d+\$p|\d? q)"
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07|\x1b\]22;[a-z]+\x07"
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


def sent_by_child(strings: Sequence[str], *, bypass: bool) -> bytes:
    """Everything that the screens and the commands send to their terminal."""
    child, terminal = pty.fork()
    if child == 0:
        status = 1
        try:
            _show(strings, bypass=bypass)
            status = 0
        finally:
            sys.stdout.flush()
            os._exit(status)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
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
    sent = b"".join(parts)
    if status:
        raise SystemExit(f"the child failed:\n{sent[-3000:].decode('utf-8', 'replace')}")
    return sent


def _show(strings: Sequence[str], *, bypass: bool) -> None:
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    if bypass:
        from hexwizard.locale import visible

        visible._UNSEEN = re.compile("(?!)")  # type: ignore[misc]
    groups = [tuple(strings[at : at + TOGETHER]) for at in range(0, len(strings), TOGETHER)]
    from tests.security.harness.hostile_desk import HostileApp, run_commands

    HostileApp(groups).run()
    with tempfile.TemporaryDirectory() as folder:
        run_commands(Path(folder), groups)


def strings_of(path: Path | None) -> tuple[str, ...]:
    """The strings of a JSON list, with ours; a lone surrogate in them is no text, and no file can hold it."""
    listed = json.loads(path.read_text(encoding="utf-8")) if path is not None else []
    return (*FEW, *(one for one in listed if one))


def main(words: Sequence[str]) -> None:
    bypass = "--bypass" in words
    rest = [word for word in words if word != "--bypass"]
    strings = strings_of(Path(rest[0]) if rest else BLNS)
    began = time.monotonic()
    sent = sent_by_child(strings, bypass=bypass)
    wrong = found_in(sent)
    took = time.monotonic() - began
    print(f"{len(strings)} strings, {len(sent)} bytes sent in {took:.0f} s: {len(wrong)} raw signs from data")
    print("\n".join(wrong[:10]))
    if bool(wrong) != bypass:
        raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
