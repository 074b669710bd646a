"""Before a temporary password goes by e-mail, where the policy lets it: what that means, and who answers for it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.desk.call import Call
from hexwizard.desk.verification.policies import AcceptedPolicy
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option
from hexwizard.widgets.shapes import CAUTION


class MailSecretScreen(Dialog[bool | None]):
    """Ends with whether it is sent."""

    TITLE_KEY = "mail-secret.title"
    HELP_KEY = "mail-secret.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def __init__(self, call: Call, accepted: AcceptedPolicy, address: str) -> None:
        super().__init__(call)
        self._accepted = accepted
        self._address = address

    def answers(self) -> list[Widget]:
        options = [
            Option("no", self.say("mail-secret.no"), Answer.NO),
            Option("yes", self.say("mail-secret.yes"), Answer.YES),
        ]
        return [Choice(self.say("mail-secret.question", email=self._address), options)]

    def body(self, say: Words) -> Content:
        told = say("mail-secret.warning", by=self._accepted.by, moment=self._accepted.at)
        return Content.assemble((f"{CAUTION.glyph} ", CAUTION.style), plain(told, multiline=True))

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(event.option_id == "yes")
