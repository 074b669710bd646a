"""What was typed over what is on record, for the screen to mark."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.diagnosis.near_misses.difference import Contrast, Span, differences, letters

TEXTS = st.text(st.one_of(st.sampled_from("abAÉé\u0301\u0327\u200d👍🏽@. а"), st.characters()), max_size=30)


def _shown(typed: str, recorded: str) -> list[tuple[str, str, str]]:
    return [(span.contrast.value, span.typed, span.recorded) for span in differences(typed, recorded)]


@pytest.mark.parametrize(
    ("typed", "recorded", "shown"),
    [
        ("sirios", "sirois", [("equal", "sir", "sir"), ("replaced", "io", "oi"), ("equal", "s", "s")]),
        ("siroois", "sirois", [("equal", "siro", "siro"), ("extra", "o", ""), ("equal", "is", "is")]),
        ("siris", "sirois", [("equal", "sir", "sir"), ("missing", "", "o"), ("equal", "is", "is")]),
        ("a,b", "a.b", [("equal", "a", "a"), ("replaced", ",", "."), ("equal", "b", "b")]),
        ("e\u0301lo", "elo", [("replaced", "e\u0301", "e"), ("equal", "lo", "lo")]),
        ("e\u0301lo", "\u00e9lo", [("equal", "e\u0301lo", "\u00e9lo")]),
        ("ALAIN", "alain", [("equal", "ALAIN", "alain")]),
        ("si rois", "sirois", [("equal", "si", "si"), ("extra", " ", ""), ("equal", "rois", "rois")]),
        ("", "ab", [("missing", "", "ab")]),
        ("", "", []),
    ],
)
def test_the_letters_that_differ_are_marked(typed: str, recorded: str, shown: list[tuple[str, str, str]]) -> None:
    assert _shown(typed, recorded) == shown


@given(TEXTS, TEXTS)
def test_the_spans_give_both_texts_back(typed: str, recorded: str) -> None:
    spans = differences(typed, recorded)
    assert "".join(span.typed for span in spans) == typed
    assert "".join(span.recorded for span in spans) == recorded


@given(TEXTS, TEXTS)
def test_a_mark_is_never_cut_from_its_letter(typed: str, recorded: str) -> None:
    spans = differences(typed, recorded)
    assert [letter for span in spans for letter in letters(span.typed)] == letters(typed)
    assert [letter for span in spans for letter in letters(span.recorded)] == letters(recorded)


@given(TEXTS)
def test_a_letter_begins_with_no_mark_but_at_the_start_of_a_text(text: str) -> None:
    assert not any(unicodedata.combining(letter[0]) for letter in letters(text)[1:])


@given(TEXTS, TEXTS)
def test_each_contrast_has_its_sides(typed: str, recorded: str) -> None:
    for span in differences(typed, recorded):
        match span:
            case Span(Contrast.MISSING, left, right):
                assert not left
                assert right
            case Span(Contrast.EXTRA, left, right):
                assert left
                assert not right
            case Span(Contrast.REPLACED, left, right):
                assert len(letters(left)) == len(letters(right))


@given(TEXTS)
def test_a_text_has_no_difference_from_itself(text: str) -> None:
    assert all(span.contrast is Contrast.EQUAL for span in differences(text, text))
