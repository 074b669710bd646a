"""Paragraphs wrap as a French typesetter would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from hexwizard.widgets.prose import wrap


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap(Content("dans la section « Principale » : voyez"), 18).plain.split("\n") == [
        "dans la section",
        "« Principale » :",
        "voyez",
    ]
    assert wrap(Content("nos messages.\u00a0»"), 14).plain == "nos\nmessages.\u00a0»"


def test_line_ends_of_the_text_are_kept() -> None:
    assert wrap(Content("un\n\ndeux"), 20).plain == "un\n\ndeux"
    assert wrap(Content(""), 20).plain == ""


@given(st.text("ab «»é:漢\n", max_size=60), st.integers(2, 20))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, width: int) -> None:
    wrapped = wrap(Content(text), width)
    assert all(line.cell_length <= width for line in wrapped.split("\n"))
    assert wrapped.plain.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
