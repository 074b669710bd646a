"""What was typed over what is on record, one above the other; what differs is bracketed by no colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hexwizard.diagnosis.near_misses.difference import Contrast, Span
from hexwizard.widgets.plain import plain_text
from hexwizard.widgets.wording import Wording

_STYLE = "bold reverse"
_GAP = "·"
_POINTER = "^"


def compared(spans: Sequence[Span], say: Wording) -> Content:
    """Three lines: as typed, as on record, and a pointer beneath each letter that differs.

    Where one of the two has nothing a dot stands for it, so that equal letters stand under one another.
    """
    typed, recorded, pointers = Content(""), Content(""), Content("")
    for span in spans:
        left, right = plain_text(span.typed), plain_text(span.recorded)
        differs = span.contrast is not Contrast.EQUAL
        width = max(Content(left).cell_length, Content(right).cell_length)
        typed += _padded(left, width, differs=differs)
        recorded += _padded(right, width, differs=differs)
        pointers += Content.styled(_POINTER * width, "bold $accent") if differs else Content(" " * width)
    names = (say("compare.typed"), say("compare.recorded"))
    margin = max(map(len, names)) + 2
    heads = [Content.styled(f"{name:<{margin}}", "$text-muted") for name in names]
    below = Content(" " * margin) + pointers
    return Content("\n").join([heads[0] + typed, heads[1] + recorded, below.rstrip()])


def _padded(text: str, width: int, *, differs: bool) -> Content:
    """`text` on `width` cells. A space that differs is shown as one."""
    if not differs:
        return Content(text)
    shown = text.replace(" ", "␣")
    missing = width - Content(shown).cell_length
    return Content.assemble((shown, _STYLE), (_GAP * missing, "$text-muted"))
