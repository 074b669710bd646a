"""What is found in few passes is what would be found in one pass a piece."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hexwizard.diagnosis.near_misses.passes import Passes
from hexwizard.diagnosis.near_misses.register import Register
from tests.diagnosis.near_misses.people import clients

_IDENTIFIERS = [identifier for one in clients(Random(3), 300) for identifier in one.identifiers]
_REGISTER = Register(_IDENTIFIERS)


def _near(local: str) -> dict[int, str]:
    """One pass for each piece that one stroke leaves whole."""
    half = len(local) // 2
    first, last = local[:half], local[half:]
    swapped = local[: half - 1] + local[half : half + 1] + local[half - 1 : half] + local[half + 1 :]
    pieces = (f"\n{first}", f"{last}@", f"{last}\n", f"\n{swapped}")
    return {start: line for piece in pieces for start, line in _REGISTER.lines_with(piece)}


@given(st.lists(st.sampled_from(_IDENTIFIERS), min_size=1, max_size=3), st.integers(0, 30), st.integers(4, 40))
def test_several_readings_of_one_text_find_what_each_would_find_alone(texts: list[str], cut: int, most: int) -> None:
    passes = Passes(_REGISTER)
    for text in texts:
        for local in (text.partition("@")[0], text.replace("@", ""), text[:cut] + text[cut + 1 :], text[:most]):
            if len(local) >= 4:
                assert passes.near(local) == _near(local)


def test_a_piece_of_a_mail_providers_domain_is_not_looked_for_at_the_ends_of_lines() -> None:
    many = Register([f"client{number}@gmail.com" for number in range(2000)])
    assert Passes(many).near("clint7gmail.com") == {}
