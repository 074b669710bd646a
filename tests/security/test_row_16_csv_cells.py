"""Row 16: exported CSV cells that a spreadsheet would run are neutralised, and nothing of them is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.desk.spreadsheet import neutral

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_cell_that_begins_a_formula_is_text(beginning: str) -> None:
    assert neutral(f"{beginning}cmd|' /C calc'!A0").startswith("'")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_a_row_comes_back_to_the_letter_but_for_the_mark(cells: list[str]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow([neutral(cell) for cell in cells])
    [read] = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert not any(cell.startswith(BEGINNINGS) for cell in read)
    assert [
        cell.removeprefix("'") if neutral(old) != old else cell for old, cell in zip(cells, read, strict=True)
    ] == cells
