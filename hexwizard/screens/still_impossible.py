"""Section 6: after all of it the client still cannot connect. The case goes to a Hexpert with all that it holds."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input, TextArea

from hexwizard.article import SectionKey
from hexwizard.screens.noting import Noted, Noting
from hexwizard.screens.results import CallResult
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose


class StillImpossibleScreen(SectionScreen, Noting[CallResult]):
    """The packet is shown before it is sent; what the record cannot know is added in the note."""

    SECTION = SectionKey.STILL_IMPOSSIBLE

    def extras(self) -> Iterable[Widget]:
        yield Prose(plain(""), id="note-hint", classes="hint")
        yield PlainInput(self.call.case.notes, id="note")
        yield Prose(plain(""), id="device-hint", classes="hint")
        yield PlainInput(self.call.case.device, id="device")

    def after(self) -> Iterable[Widget]:
        yield TextArea("", read_only=True, id="ticket", soft_wrap=True)

    def show_extras(self) -> None:
        self.query_one("#note-hint", Prose).update(plain(self.say("still-impossible.note")))
        self.query_one("#device-hint", Prose).update(plain(self.say("still-impossible.device")))
        if self.is_noted:  # what others wrote there, or the agent elsewhere
            self.query_one("#note", Input).value = self.call.case.notes
            self.query_one("#device", Input).value = self.call.case.device
        packet = plain_text(self.call.ticket(self.say), multiline=True)
        self.query_one("#ticket", TextArea).load_text(packet)

    def noted(self) -> Noted:
        return self.query_one("#note", Input).value, self.query_one("#device", Input).value

    @on(Input.Submitted, "#note")
    @on(Input.Submitted, "#device")
    def _note_ended(self) -> None:
        self.query_one("#body").focus()
        self.show_words()
