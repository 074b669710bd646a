"""A similar identifier may be another client's: the caller says the name before anybody is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.desk.call import Call
from hexwizard.desk.comparison import NearClient
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class ConfirmClientScreen(Dialog[bool | None]):
    """Ends with whether it is that client."""

    TITLE_KEY = "confirm-client.title"
    HELP_KEY = "confirm-client.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, call: Call, client: NearClient) -> None:
        super().__init__(call)
        self._client = client

    def answers(self) -> list[Widget]:
        options = [
            Option("yes", self.say("confirm-client.yes"), Answer.YES),
            Option("no", self.say("confirm-client.no"), Answer.NO),
        ]
        return [Choice(self.say(self.TITLE_KEY), options)]

    def show_words(self) -> None:
        super().show_words()
        self.query_one("#dialog-title").display = False  # the question itself is the title

    def body(self, say: Words) -> Content:
        body = say("confirm-client.body", name=self._client.name, username=self._client.username)
        return plain(body, multiline=True)

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(event.option_id == "yes")
