"""The notes pinned on the client: one more, or one fewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hexwizard.accounts.model import PinnedNote
from hexwizard.accounts.problems import Problem
from hexwizard.desk.pinned_notes import LONGEST
from hexwizard.locale.relative import day_of
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Dialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput


class PinnedNotesScreen(Dialog[None]):
    """Enter pins what stands in the field; Delete unpins the note that one is on."""

    TITLE_KEY = "pinned-notes.title"
    HELP_KEY = "pinned-notes.help"
    AUTO_FOCUS: ClassVar[str] = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "unpin", "Unpin", id="unpin"),
        Binding("escape", "cancel", "Close", id="close"),
    ]

    def answers(self) -> list[Widget]:
        return [
            PlainInput(id="pinned", max_length=LONGEST),
            Static(id="dialog-problem", markup=False),
            OptionList(id="notes", markup=False),
        ]

    def show_words(self) -> None:
        super().show_words()
        rows = self.query_one("#notes", OptionList)
        at = rows.highlighted
        rows.clear_options()
        rows.add_options(Option(self._row(note)) for note in self._notes)
        rows.display = bool(self._notes)
        rows.highlighted = min(at, len(self._notes) - 1) if at is not None and self._notes else None
        self._tell("")
        self.refresh_bindings()

    def body(self, say: Words) -> Content:
        return plain(say("pinned-notes.body", most=LONGEST), multiline=True)

    @property
    def _notes(self) -> tuple[PinnedNote, ...]:
        account = self.call.facts.account
        return tuple(reversed(account.notes)) if account is not None else ()

    def _row(self, note: PinnedNote) -> Content:
        when = self.say.render(day_of(note.at, self.call.desk.services.clock()))
        told = self.say("pinned-notes.by", by=note.by, when=when)
        return Content.assemble(plain(note.text), "\n", plain(told).stylize("$text-muted"))

    def _here(self) -> PinnedNote | None:
        at = self.query_one("#notes", OptionList).highlighted
        return self._notes[at] if at is not None and at < len(self._notes) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """A note is unpinned only once one stands on it: in the field, Delete is the field's."""
        return action != "unpin" or (bool(self.query("#notes")) and self._here() is not None)

    @on(OptionList.OptionHighlighted, "#notes")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Input.Submitted, "#pinned")
    def _typed(self, event: Input.Submitted) -> None:
        self._do(lambda: self.call.acts.pin_note(event.value))

    def action_unpin(self) -> None:
        note = self._here()
        if note is not None:
            self._do(lambda: self.call.acts.unpin_note(note))

    @work(exclusive=True, group="note")
    async def _do(self, act: Callable[[], None]) -> None:
        """One act; what is refused is said beneath the field."""
        try:
            await self.at_work(act)
        except Problem as problem:
            self._tell(f"✕ {self.say.render(problem.message)}")
            return
        self.query_one("#pinned", Input).clear()
        self.show_words()
        if not self._notes:
            self.query_one("#pinned").focus()

    def _tell(self, text: str) -> None:
        place = self.query_one("#dialog-problem", Static)
        place.update(plain(text))
        place.display = bool(text)
