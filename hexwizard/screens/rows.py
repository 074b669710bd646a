"""A list to pick from by arrows and Enter, or by mouse."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList


class Rows(OptionList):
    """Enter stands in the footer while the list has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose", id="choose")]

    class WidthChanged(Message):
        """The list has another width now: rows in columns are laid out anew."""

    _width_seen = 0

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._width_seen:
            self._width_seen = event.size.width
            self.post_message(self.WidthChanged())

    def action_page_up(self) -> None:
        with suppress(KeyError):  # as Textual's, but for a list that is not laid out yet
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
