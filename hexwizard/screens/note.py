"""The agent's note, from any screen of the call; every keystroke is kept."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.screens.noting import Noted, Noting
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput

LONGEST = 4000


class NoteScreen(Dialog[None], Noting[None]):
    TITLE_KEY = "note.title"
    HELP_KEY = "note.help"
    AUTO_FOCUS: ClassVar[str] = "Input"

    def answers(self) -> list[Widget]:
        return [PlainInput(self.call.case.notes, id="note", max_length=LONGEST, select_on_focus=False)]

    def body(self, say: Words) -> Content:
        return plain(say("note.body"), multiline=True)

    def on_mount(self) -> None:
        self.call_after_refresh(self._show_end)

    def _show_end(self) -> None:
        """A long note opens where the agent goes on typing; Textual shows its beginning until a key comes."""
        if self.is_over:  # Escape came first
            return
        field = self.query_one("#note", Input)
        field.scroll_to(field.max_scroll_x, animate=False, force=True)

    def noted(self) -> Noted:
        return self.query_one("#note", Input).value, None

    @on(Input.Submitted, "#note")
    def _ended(self) -> None:
        self.action_cancel()

    def action_cancel(self) -> None:
        self.dismiss(None)
