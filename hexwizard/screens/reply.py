"""The Hexpert's answer, which the agent sees at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.desk.call import Call
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput


class ReplyScreen(Dialog[str | None]):
    """Ends with the text as typed; Escape sends nothing."""

    TITLE_KEY = "reply.title"
    HELP_KEY = "reply.body"
    AUTO_FOCUS: ClassVar[str] = "Input"

    def __init__(self, call: Call, draft: str = "") -> None:
        """`draft` is what was typed before and could not be kept."""
        super().__init__(call)
        self._draft = draft

    def answers(self) -> list[Widget]:
        known = self.call.handed.answer if self.call.handed is not None else ""
        return [PlainInput(self._draft or known, id="answer")]

    def body(self, say: Words) -> Content:
        return plain(say("reply.body", by=self.call.handed.by if self.call.handed is not None else ""))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
