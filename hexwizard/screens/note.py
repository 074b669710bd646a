"""The agent's note, from any screen of the call; every keystroke is kept."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.stores.protocol import StoreUnusable
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput

LONGEST = 4000


class NoteScreen(Dialog[None]):
    TITLE_KEY = "note.title"
    HELP_KEY = "note.help"
    AUTO_FOCUS: ClassVar[str] = "Input"

    def answers(self) -> list[Widget]:
        return [PlainInput(self.call.case.notes, id="note", max_length=LONGEST, select_on_focus=False)]

    def body(self, say: Words) -> Content:
        return plain(say("note.body"), multiline=True)

    @on(Input.Changed, "#note")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.call.case.notes:
            self._keep(event.value)

    @work(exclusive=True, group="note")
    async def _keep(self, text: str) -> None:
        try:
            await self.at_work(lambda: self.call.note(text))
        except StoreUnusable as problem:
            if not self.wizard.is_away:  # else a line says so already, and it is kept once the store is back
                self.explain(problem)

    @on(Input.Submitted, "#note")
    def _ended(self) -> None:
        self.action_cancel()

    def action_cancel(self) -> None:
        """What was typed last may not be kept yet."""
        self.keep_typed()
        self.dismiss(None)

    def keep_typed(self) -> None:
        """Keep what stands in the field."""
        typed = self.query_one("#note", Input).value
        if typed != self.call.case.notes:
            with suppress(StoreUnusable):  # then it is kept once the store is back
                self.call.note(typed)
