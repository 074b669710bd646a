"""Who is calling? Asked before every act that opens an account."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget

from hexwizard.desk.case import VerificationMethod
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option


class VerifyCallerScreen(Dialog[VerificationMethod | None]):
    """Ends with the way in which the caller was verified, or with nothing: then the act is not done."""

    TITLE_KEY = "verify-caller.title"
    HELP_KEY = "verify-caller.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def answers(self) -> list[Widget]:
        keys = {VerificationMethod.CALL_BACK: "r", VerificationMethod.KNOWN_PROFESSIONAL: "p"}
        options = [Option(method.value, self.say(f"verification.{method}"), keys[method]) for method in self._open()]
        return [Choice(self.say("verify-caller.question"), options)]

    def body(self, say: Words) -> Content:
        account = self.call.facts.account
        phone = account.phone if account else ""
        key = "verify-caller.body" if phone else "verify-caller.body.no-phone"
        return plain(say(key, phone=phone or "—"), multiline=True)

    def _open(self) -> list[VerificationMethod]:
        account = self.call.facts.account
        return [
            method
            for method in VerificationMethod
            if method is not VerificationMethod.CALL_BACK or (account is not None and account.phone)
        ]

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(VerificationMethod(event.option_id))
