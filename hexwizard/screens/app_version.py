"""Section 5: the version of the app."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose


class AppVersionScreen(SectionScreen):
    """The client reads the version aloud: `ios 5.10.0`, `android 5.9`."""

    SECTION = SectionKey.APP_VERSION

    def extras(self) -> Iterable[Widget]:
        yield Prose(plain(""), id="version-hint", classes="hint")
        app = self.call.facts.app
        yield PlainInput(f"{app.platform} {app.version}" if app else "", id="notes")

    def show_extras(self) -> None:
        self.query_one("#version-hint", Prose).update(plain(self.say("app-version.question")))

    @on(Input.Submitted, "#notes")
    def _typed(self, event: Input.Submitted) -> None:
        self.take_version(event.value)

    @work(exclusive=True, group="answer")
    async def take_version(self, text: str) -> None:
        try:
            await self.at_work(lambda: self.call.answer_app(text))
        except Problem as problem:
            self.explain(problem)
            return
        self.show_problem("")
        self.query_one("#body").focus()
        self.show_words()
