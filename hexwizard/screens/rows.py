"""A list to pick from by arrows and Enter, or by mouse."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Rows(OptionList):
    """Enter stands in the footer while the list has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose", id="choose")]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)

    def action_page_up(self) -> None:
        with suppress(KeyError):  # as Textual's, but for a list that is not laid out yet
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
