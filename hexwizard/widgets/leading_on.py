"""An input that hands the cursor on at once, so that no key typed in haste lands in the field before.

Textual moves the focus some messages after Enter: until then, the first signs of a password typed behind a name would
stand in the name, where everybody can read them.
"""

from __future__ import annotations

from typing import ClassVar, Self

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input


class LeadingOn(Input):
    """Enter goes on to the widget `then` (a selector), where one is given; elsewhere it submits, as ever."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Next field", id="field-next", show=False, priority=True),
        Binding("enter", "submit", "Submit", id="field-submit", show=False),  # Textual's own, which the one above hides
        Binding("tab", "go_past", "Next field", id="field-past", show=False, priority=True),
        Binding("shift+tab", "go_back", "Field before", id="field-before", show=False, priority=True),
    ]
    then: str = ""

    def leading_to(self, then: str) -> Self:
        """Itself, for `compose`."""
        self.then = then
        return self

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        return bool(self.then) if action in ("go_on", "go_past", "go_back") else True

    def action_go_on(self) -> None:
        self.screen.set_focus(self.screen.query_one(self.then, Widget))

    def action_go_past(self) -> None:
        self.screen.focus_next()

    def action_go_back(self) -> None:
        self.screen.focus_previous()
