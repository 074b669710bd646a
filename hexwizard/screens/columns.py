"""Rows in columns: each as wide as what stands in it wants, where there is room for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from hexwizard.widgets.plain import plain

GAP: Final = 2


def cell(text: str, width: int) -> Content:
    """`text` cut to `width` cells, with a gap behind it."""
    return plain(text).truncate(max(1, width - GAP), ellipsis=True, pad=True).pad_right(GAP)


def widest(texts: Iterable[str]) -> int:
    """The cells that a column of `texts` wants, its gap among them."""
    return max((plain(text).cell_length for text in texts), default=0) + GAP
