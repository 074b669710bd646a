"""Nothing that cannot be seen reaches the terminal, and nothing is read as markup."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.widgets.plain import plain, plain_text, sign_for_sign

ANYTHING = st.text(st.characters(exclude_categories=()))
ZERO_WIDTH = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe0f\u180b\U000e0100"


@given(ANYTHING)
def test_no_control_format_or_surrogate_survives(text: str) -> None:
    for sign in plain_text(text):
        assert unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), hex(ord(sign))
        assert sign not in ZERO_WIDTH


@given(ANYTHING)
def test_a_text_of_several_lines_keeps_its_line_ends_and_no_other_control(text: str) -> None:
    for sign in plain_text(text, multiline=True):
        assert sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(ANYTHING)
def test_an_input_shows_a_sign_for_each_sign(text: str) -> None:
    assert len(sign_for_sign(text)) == len(text)
    assert plain_text(sign_for_sign(text)) == sign_for_sign(text)


@given(st.integers(0, 0x10FFFF))
def test_every_code_point_alone_is_safe(code: int) -> None:
    plain_text(chr(code)).encode("utf-8")
    assert plain(chr(code)).plain == plain_text(chr(code))


@given(ANYTHING)
def test_what_is_made_visible_stays_as_it_is(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("a\u202eb", "a‹U+202E›b"),
        ("a\u200bb\ufeff", "a‹U+200B›b‹U+FEFF›"),
        ("\x7f\x9b", "␡‹U+009B›"),
        ("\udc80", "‹U+DC80›"),
        ("\U000e0041", "‹U+E0041›"),
        ("a\nb\tc", "a␊b␉c"),
        ("[/foo] [b]é[/b]", "[/foo] [b]é[/b]"),
        ("Élodie\u00a0« ça\u202f!", "Élodie\u00a0« ça\u202f!"),
    ],
)
def test_data_is_shown_to_the_letter(data: str, shown: str) -> None:
    assert plain(data).plain == shown
    assert not plain(data).spans


def test_lines_and_tabs_are_kept_where_several_lines_are_wanted() -> None:
    assert plain_text("a\r\nb\tc\rd", multiline=True) == "a\nb    c␍d"
