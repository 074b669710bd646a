"""The e-mail on record corrected: what stands there, and what the client really uses."""

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


class CorrectEmailScreen(Dialog[str | None]):
    """Ends with the address as typed; the desk decides whether it may stand on record."""

    TITLE_KEY = "correct-email.title"
    HELP_KEY = "correct-email.help"
    AUTO_FOCUS: ClassVar[str] = "Input"

    def __init__(self, call: Call, draft: str = "") -> None:
        """`draft` is what was typed before and could not be kept."""
        super().__init__(call)
        self._draft = draft

    def answers(self) -> list[Widget]:
        typed = self.call.case.identifier or ""
        return [PlainInput(self._draft or (typed.strip() if "@" in typed else ""), id="address")]

    def body(self, say: Words) -> Content:
        account = self.call.facts.account
        recorded = account.identifiers()[1:] if account else ()
        return plain(say("correct-email.body", recorded=recorded or ("—",)), multiline=True)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
