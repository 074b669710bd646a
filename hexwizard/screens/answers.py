"""What the caller has answered so far, each to be changed: the caller misspelled, or reads the message at last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.article import SectionKey
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.question import Choice, Option

IDENTIFIER = "identifier"
_ASKED_ON = {
    "message": SectionKey.START,
    "no-mail": SectionKey.FORGOTTEN_PASSWORD,
    "app": SectionKey.APP_VERSION,
}


class AnswersScreen(Dialog[SectionKey | str | None]):
    """Ends with the screen on which that answer is asked, or with `IDENTIFIER`, which has none of its own."""

    TITLE_KEY = "answers.title"
    HELP_KEY = "answers.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def answers(self) -> list[Widget]:
        options = [Option(name, self.say(f"answers.{name}", value=value)) for name, value in self._given()]
        return [Choice(self.say(self.TITLE_KEY), options)]

    def _given(self) -> Iterator[tuple[str, str]]:
        case, say = self.call.case, self.say
        nothing = say("answers.not-asked")
        yield IDENTIFIER, case.identifier or nothing
        yield "message", say(f"message.{case.message}") if case.message else nothing
        mail = {None: nothing, True: say("forgotten-password.missing"), False: say("forgotten-password.arrived")}
        yield "no-mail", mail[case.no_mail]
        yield "app", f"{say(f'platform.{case.app.platform}')} {case.app.version}" if case.app else nothing

    def show_words(self) -> None:
        super().show_words()
        self.query_one("#dialog-title").display = False  # the question itself is the title

    def body(self, say: Words) -> Content:
        return plain(say("answers.body"), multiline=True)

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(_ASKED_ON.get(event.option_id, IDENTIFIER))


class NewIdentifierScreen(Dialog[str | None]):
    """Ends with what the client types, to the letter; the desk decides whether it can be one."""

    TITLE_KEY = "answers.new-identifier"
    HELP_KEY = "answers.help"
    AUTO_FOCUS: ClassVar[str] = "Input"

    def answers(self) -> list[Widget]:
        return [PlainInput(self.call.case.identifier or "", id="identifier", max_length=1000)]

    def body(self, say: Words) -> Content:
        return plain(say("answers.body"), multiline=True)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
