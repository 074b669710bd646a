"""The usual slips of a password."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hexwizard.credentials.slips import MOST_VARIANTS, PasswordSlip, variants


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("cANADIENS-1993", "Canadiens-1993", PasswordSlip.CAPS_LOCK),
        ("ÉTÉ", "été", PasswordSlip.CAPS_LOCK),
        ("canadiens-1993", "Canadiens-1993", PasswordSlip.FIRST_LETTER),
        ("Canadiens", "canadiens", PasswordSlip.FIRST_LETTER),
        (" Canadiens-1993", "Canadiens-1993", PasswordSlip.SPACE),
        ("Canadiens-1993 ", "Canadiens-1993", PasswordSlip.SPACE),
        ("Canadiens-19934", "Canadiens-1993", PasswordSlip.EXTRA_CHARACTER),
        ("Canadiens-1993", "Canadiens-199#", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-199#", "Canadiens-1993", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-1993", "Canadiens-199/", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-199/", "Canadiens-1993", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-199é", "Canadiens-1992", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-1997", "Canadiens-199è", PasswordSlip.DIGIT_OR_SYMBOL),
        ("Canadiens-199e\u0301", "Canadiens-1992", PasswordSlip.DIGIT_OR_SYMBOL),
        ("ete\u0301e\u0301", "eté", PasswordSlip.EXTRA_CHARACTER),
        ("e\u0301TE\u0301", "Été", PasswordSlip.CAPS_LOCK),
        ("for^et", "forêt", PasswordSlip.ACCENT),
        ("r`eve", "rève", PasswordSlip.ACCENT),
        ("No¨el", "Noël", PasswordSlip.ACCENT),
    ],
)
def test_each_slip_of_the_contract_is_undone(typed: str, meant: str, slip: PasswordSlip) -> None:
    assert (slip, meant) in variants(typed)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
@example("Été-1")
@example("^")
@example("a^")
@example("  ")
def test_at_most_eight_all_different_and_never_what_was_typed(typed: str) -> None:
    texts = [text for _, text in variants(typed)]
    assert len(texts) <= MOST_VARIANTS == 8
    assert len(texts) == len(set(texts))
    assert typed not in texts
    assert "" not in texts


def test_nothing_typed_has_no_slip() -> None:
    assert variants("") == ()
