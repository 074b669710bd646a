"""The footer tells all that the screen's own keys do, however narrow it is."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from hexwizard.widgets.key_bar import Entry, fitted


def entries(*named: tuple[str, str]) -> list[Entry]:
    return [Entry(Binding(key, "do", id=name), True, key, name) for key, name in named]


OWN = entries(("enter", "next"), ("c", "copy"), ("b", "reply"), ("j", "end-hand-over"), ("f1", "help"))
EVERYWHERE = entries(("ctrl+p", "palette"), ("f2", "language"), ("f6", "theme"))


@pytest.mark.parametrize("width", [20, 30, 60, 80, 120])
def test_no_key_of_the_screen_is_left_out_and_no_line_runs_over(width: int) -> None:
    lines = fitted(OWN + EVERYWHERE, width)
    assert [one for line in lines for one in line if one in OWN] == OWN
    assert all(sum(one.width for one in line) <= width for line in lines)


def test_what_means_the_same_everywhere_takes_no_line_of_its_own() -> None:
    assert fitted(OWN + EVERYWHERE, 60) == [OWN]
    assert fitted(OWN + EVERYWHERE, 80) == [OWN + EVERYWHERE[:1]]
    assert fitted(OWN + EVERYWHERE, 120) == [OWN + EVERYWHERE]
