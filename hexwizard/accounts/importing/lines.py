"""The physical lines of an import file, decoded one by one, so that no file is held whole in memory."""

from __future__ import annotations

import codecs
import io
from collections import deque
from typing import BinaryIO

from hexwizard.accounts.importing.limits import MOST_BYTES, MOST_LINES
from hexwizard.accounts.importing.watch import EVERY, Watch

SPOILT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a line held what no import file may hold."""


class FileTooLargeError(Exception):
    """More than `MOST_BYTES`; no more than that was read."""


class FileTooLongError(Exception):
    """More than `MOST_LINES`; no more than that was read."""


class Lines:
    """An iterator for `csv.reader` that knows which physical lines make up the current row."""

    def __init__(self, source: BinaryIO, watch: Watch) -> None:
        self._source = source
        self._watch = watch
        self._row: list[str] = []
        self._again: deque[str] = deque()
        self._spoilt: dict[int, tuple[str, ...]] = {}
        self._rereadable = MOST_BYTES
        self.number = 0
        self.bytes_read = 0
        self.bytes_total = _size(source)
        if self.bytes_total > MOST_BYTES:
            raise FileTooLargeError

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if self.number % EVERY == 0:
            self._watch.look(self.bytes_read, self.bytes_total)
        if self.number >= MOST_LINES:
            raise FileTooLongError
        line = self._again.popleft() if self._again else self._read()
        self.number += 1
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """Forget the row before; the number of the line on which the next one begins."""
        self._row.clear()
        return self.number + 1

    @property
    def lines_of_row(self) -> int:
        return len(self._row)

    def reread_after_first(self) -> None:
        """Give the row's lines again from its second one: a quotation mark left open swallowed them.

        Limited, because a hostile file could have every line swallow the rest.
        """
        rest = self._row[1:]
        self._rereadable -= sum(map(len, rest))
        if self._rereadable >= 0:
            self._again.extendleft(reversed(rest))
            self.number -= len(rest)

    def spoilt(self, begin: int) -> tuple[str, ...]:
        """The reasons for which the lines from `begin` to here are unreadable, as keys of faults."""
        if not self._spoilt:
            return ()
        found = (self._spoilt.get(line, ()) for line in range(begin, self.number + 1))
        return tuple(dict.fromkeys(key for keys in found for key in keys))

    def _read(self) -> str:
        raw = self._source.readline(MOST_BYTES + 1 - self.bytes_read)
        if not raw:
            raise StopIteration
        if self.bytes_read == 0:
            raw = raw.removeprefix(codecs.BOM_UTF8) or b"\n"
        self.bytes_read += len(raw)
        if self.bytes_read > MOST_BYTES:
            raise FileTooLargeError
        bare = raw.count(b"\r") - raw.endswith(b"\r\n") if b"\r" in raw else 0
        if bare == 0 and b"\0" not in raw:
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                pass
        return self._cleaned(raw)

    def _cleaned(self, raw: bytes) -> str:
        """The line with `SPOILT` wherever it may not be read, so that the columns around it still can."""
        end = "\r\n" if raw.endswith(b"\r\n") else "\n" if raw.endswith(b"\n") else ""
        body = raw[: len(raw) - len(end)]
        text = body.decode("utf-8", errors="replace")
        keys = [key for key, sign in (("bare-cr", b"\r"), ("nul", b"\0")) if sign in body]
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            keys.append("not-utf8")
        self._spoilt[self.number + 1] = tuple(keys)
        return text.replace("\r", SPOILT).replace("\0", SPOILT) + end


def _size(source: BinaryIO) -> int:
    """The bytes left in `source`, 0 where it cannot tell (a pipe)."""
    if not source.seekable():
        return 0
    here = source.tell()
    end = source.seek(0, io.SEEK_END)
    source.seek(here)
    return end - here
