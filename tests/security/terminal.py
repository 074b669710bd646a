"""A real terminal around the real program: every byte that it is sent, every key that it sends."""

from __future__ import annotations

import base64
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from rich.cells import cell_len

ROOT = Path(__file__).parents[2]
PATIENCE = 15.0
SEQUENCE = re.compile(
    r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    r"|\x1b(?:[ -/]+[0-~]|[0-OQ-WYZ\\`-~])"  # the others
)
_CLIPBOARD = re.compile(rb"\x1b\]52;c;([^\x07]*)\x07")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_AT_REST = {1000: "l", 1003: "l", 1004: "l", 1006: "l", 1015: "l", 1049: "l", 2004: "l", 25: "h", 7: "h"}


class Screen:
    """What a terminal shows, as far as Textual drives one: signs at places, and a screen wiped."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._width, self._height = size
        self._rest = b""
        self._clear()

    def _clear(self) -> None:
        self._rows = [[" "] * self._width for _ in range(self._height)]
        self._x = self._y = 0

    @property
    def text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self._rows)

    def feed(self, data: bytes) -> None:
        text = self._decoded(self._rest + data)
        at = 0
        for found in SEQUENCE.finditer(text):
            self._write(text[at : found.start()])
            self._obey(found.group())
            at = found.end()
        cut = text.find("\x1b", at)  # a sequence that has not come whole yet
        self._write(text[at : cut if cut >= 0 else len(text)])
        if cut >= 0:
            self._rest = text[cut:].encode() + self._rest

    def _decoded(self, data: bytes) -> str:
        for back in range(min(4, len(data)) + 1):
            try:
                text = data[: len(data) - back].decode()
            except UnicodeDecodeError:
                continue
            self._rest = data[len(data) - back :]
            return text
        self._rest = b""
        return data.decode("utf-8", "replace")

    def _obey(self, code: str) -> None:
        if code.endswith("H"):
            row, _, column = code[2:-1].partition(";")
            self._y, self._x = int(row or 1) - 1, int(column or 1) - 1
        elif code in ("\x1b[2J", "\x1b[?1049h", "\x1b[?1049l"):
            self._clear()

    def _write(self, text: str) -> None:
        for sign in text:
            if sign == "\r":
                self._x = 0
            elif sign == "\n":
                self._y += 1
            elif 0 <= self._y < self._height and 0 <= self._x < self._width:
                self._rows[self._y][self._x] = sign
                width = cell_len(sign)
                if width == 2 and self._x + 1 < self._width:
                    self._rows[self._y][self._x + 1] = ""
                self._x += width


class Terminal:
    """Starts `words` in a pseudo-terminal of its own, as its session leader."""

    def __init__(
        self,
        words: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        size: tuple[int, int] = (120, 40),
        before: Callable[[], None] | None = None,
    ) -> None:
        self.sent = b""
        self.screen = Screen(size)
        self._gone = False
        self._status: int | None = None
        self.child, self._fd = pty.fork()
        if self.child == 0:
            try:
                os.chdir(folder or ROOT)
                for number in (signal.SIGINT, signal.SIGQUIT):  # a shell's background job would hand on that it is deaf
                    signal.signal(number, signal.SIG_DFL)
                if before is not None:
                    before()
                env = {**_environment(), **(environment or {})}
                os.execve(words[0], list(words), env)
            finally:
                os._exit(127)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.attributes = termios.tcgetattr(self._fd)

    # What it sees

    @property
    def all_text(self) -> str:
        return SEQUENCE.sub("", self.sent.decode("utf-8", "replace"))

    @property
    def clipboard(self) -> str:
        """What the program put into the terminal's clipboard last (OSC 52)."""
        found = _CLIPBOARD.findall(self.sent)
        return base64.b64decode(found[-1]).decode() if found else ""

    @property
    def clipboards(self) -> list[str]:
        """All that it ever put there."""
        return [text for one in _CLIPBOARD.findall(self.sent) if (text := base64.b64decode(one).decode())]

    def comes(self, text: str, by: float) -> bool:
        """Whether `text` stands on the screen by that moment (of `time.monotonic`); returns as soon as it does."""
        while not self.shows(text):
            left = by - time.monotonic()
            if left <= 0 or self._gone:
                return False
            self._read(left)
        return True

    def until(self, *texts: str) -> None:
        """Wait until every one of `texts` stands on the screen, wherever it wraps."""
        end = time.monotonic() + PATIENCE
        while not all(self.shows(text) for text in texts):
            self._read()
            if self._gone or time.monotonic() > end:
                raise AssertionError(f"« {texts} » never came:\n{self.screen.text}")

    def until_gone(self, text: str) -> None:
        """Wait until `text` stands on the screen no more."""
        end = time.monotonic() + PATIENCE
        while self.shows(text):
            self._read()
            if self._gone or time.monotonic() > end:
                raise AssertionError(f"« {text} » never went:\n{self.screen.text}")

    def shows(self, text: str) -> bool:
        return _joined(text) in _joined(self.screen.text)

    def still(self, seconds: float = 0.15) -> None:
        """Wait until nothing more is sent for a moment: shorter than a cursor's blink."""
        while self._read(seconds):
            pass

    # What is done to it

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def hang_up(self) -> None:
        """The window is closed: nobody reads and nobody writes any more."""
        os.close(self._fd)
        self._fd = -1

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.child, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.ends()

    # How it ended

    def ends(self) -> int:
        """The exit status, once it has ended; negative where a signal killed it."""
        end = time.monotonic() + PATIENCE
        while self._status is None:
            if self._fd >= 0:
                self._read(0.05)
            else:
                time.sleep(0.02)
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                os.kill(self.child, signal.SIGKILL)
                os.waitpid(self.child, 0)
                raise AssertionError("it never ended")
        while self._fd >= 0 and self._read(0.02):
            pass
        return self._status

    def modes_left(self) -> dict[int, str]:
        """The terminal's modes that are not as they were before."""
        left: dict[int, str] = {}
        for numbers, state in _MODE.findall(self.sent):
            for number in numbers.split(b";"):
                left[int(number)] = state.decode()
        keyboard = self.sent.count(b"\x1b[>") - self.sent.count(b"\x1b[<u")
        wrong = {mode: left.get(mode, rest) for mode, rest in _AT_REST.items() if left.get(mode, rest) != rest}
        return wrong | ({-1: "keyboard"} if keyboard else {})

    def is_as_before(self) -> bool:
        """Whether keys are read and shown as before the program ran."""
        return termios.tcgetattr(self._fd)[:4] == self.attributes[:4]

    def close(self) -> None:
        if self._status is None:
            self.kill()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, patience: float = 0.2) -> bool:
        """Whether anything came in that time."""
        if self._fd < 0 or not select.select([self._fd], [], [], patience)[0]:
            return False
        try:
            part = os.read(self._fd, 1 << 16)
        except OSError:  # the other end is closed
            part = b""
        self.sent += part
        self.screen.feed(part)
        self._gone = not part
        return bool(part)


def _joined(text: str) -> str:
    return "".join(text.split())


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "PYTHONPATH") if name in os.environ}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
