"""What the dialogs around the caller have in common: what is wrong stands in place, and nothing typed is lost."""

from __future__ import annotations

from typing import TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.locale.message import Message
from hexwizard.screens.dialog import Dialog
from hexwizard.screens.field import Remark
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose
from hexwizard.widgets.shapes import CAUTION

Result = TypeVar("Result")


class CallerDialog(Dialog[Result]):
    """A subclass gives its `lead`, its `answers`, and lines that warn."""

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="dialog", can_focus=False):
            yield Prose(plain(""), id="dialog-title")
            yield Prose(plain(""), id="dialog-body")
            yield from self.answers()
            yield Remark(plain(""), id="dialog-status")
            yield Remark(plain(""), id="dialog-problem")
        yield KeyBar(self.wizard.word)

    def show_words(self) -> None:
        self.query_one("#dialog-title", Prose).update(self.title_line().stylize("bold $accent"))
        self.query_one("#dialog-body", Prose).update(Content("\n").join(self.lead()))

    def title_line(self) -> Content:
        return plain(self.say(self.TITLE_KEY))

    def lead(self) -> list[Content]:
        """What stands under the title, a line each."""
        return []

    def line(self, key: Message) -> Content:
        return plain(self.say.render(key), multiline=True)

    def warning(self, key: Message) -> Content:
        return Content.assemble((f"{CAUTION.glyph} ", CAUTION.style), self.line(key))

    @work(exclusive=True, group="words")
    async def change_language(self) -> None:
        """Everything anew in the other language; what was typed stays."""
        typed = {field.id: field.value for field in self.query(Input)}
        focused = self.focused.id if self.focused is not None else None
        await self.recompose()
        for field in self.query(Input):
            field.value = typed.get(field.id, "")
        self.show_words()
        if focused is not None:
            self.query_one(f"#{focused}").focus()

    def explain(self, problem: Problem) -> None:
        self.show_problem(self.say.render(problem.message))

    def show_problem(self, text: str) -> None:
        place = self.query_one("#dialog-problem", Remark)
        place.tell(f"✕ {text}" if text else "")
        if text:
            self.call_after_refresh(place.scroll_visible)

    def show_busy(self, text: str) -> None:
        """The sign that something takes its time; while it stands, nothing can be typed."""
        self.query_one("#dialog-status", Remark).tell(text)
        for field in self.query(Input):
            field.disabled = bool(text)
