"""What is spelled stands in columns, however narrow the place."""

from __future__ import annotations

import pytest

from hexwizard.widgets.spelling_box import SpellingBox

WORDS = ["Alpha", "Lima", "November", "trait de soulignement", "Sierra", "India", "trois"]


@pytest.mark.parametrize("width", [12, 26, 40, 68, 100])
def test_every_letter_begins_a_column_and_none_runs_over(width: int) -> None:
    box = SpellingBox("À épeler · FR", "aln_si3", WORDS)
    head, *lines = box.laid_out(width).plain.split("\n")[1 if width < 24 else 0 :]
    assert "aln_si3" in head
    column = len("n  November") + 3
    starts = {line.index(f"{letter}  {word}") for letter, word in zip("aln_si3", WORDS, strict=True) for line in lines
              if f"{letter}  {word}" in line}  # fmt: skip
    assert all(start % column == 0 for start in starts)
    assert [word for line in lines for word in WORDS if f"  {word}" in line] == WORDS
    assert all(len(line) <= max(width, len("_  trait de soulignement")) for line in lines)
