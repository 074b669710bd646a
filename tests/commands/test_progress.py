"""The line that says how far an import is."""

from __future__ import annotations

import io
import sys
from datetime import timedelta

import pytest

from hexwizard.commands.progress import import_line
from hexwizard.desk.imports import Stage
from hexwizard.locale.words import words
from tests.desks import HandClock


class Seen(io.StringIO):
    """Standard error where a person sits."""

    def isatty(self) -> bool:
        return True


def test_a_bar_a_percentage_and_the_time_left_are_shown_and_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", seen := Seen())
    clock = HandClock()
    with import_line(clock, words("en")) as tell:
        assert tell is not None
        tell(Stage.READING, 0, 100)
        clock.advance(timedelta(seconds=4))
        tell(Stage.READING, 50, 100)
    lines = seen.getvalue().split("\r\x1b[K")
    assert lines[2] == f"{'█' * 12}{'░' * 12} … Reading: 50%, 4 seconds to go"
    assert lines[-1] == ""


def test_nothing_is_told_where_nobody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", seen := io.StringIO())
    with import_line(HandClock(), words("en")) as tell:
        assert tell is None
    assert seen.getvalue() == ""
