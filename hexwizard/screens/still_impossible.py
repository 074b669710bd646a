"""Section 6: after all of it the client still cannot connect. The case goes to a Hexpert with all that it holds."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input, TextArea

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.prose import Prose


class StillImpossibleScreen(SectionScreen):
    """The packet is shown before it is sent; what the record cannot know is added in the note."""

    SECTION = SectionKey.STILL_IMPOSSIBLE

    def extras(self) -> Iterable[Widget]:
        yield Prose(plain(""), id="note-hint", classes="hint")
        yield PlainInput(self.call.case.notes, id="notes")
        yield Prose(plain(""), id="device-hint", classes="hint")
        yield PlainInput(self.call.case.device, id="device")

    def after(self) -> Iterable[Widget]:
        yield TextArea("", read_only=True, id="ticket", soft_wrap=True)

    def show_extras(self) -> None:
        self.query_one("#note-hint", Prose).update(plain(self.say("still-impossible.note")))
        self.query_one("#device-hint", Prose).update(plain(self.say("still-impossible.device")))
        packet = plain_text(self.call.ticket(self.say), multiline=True)
        self.query_one("#ticket", TextArea).load_text(packet)

    @on(Input.Changed, "#notes")
    def _noted(self, event: Input.Changed) -> None:
        if event.value != self.call.case.notes:
            self.keep_note(event.value)

    @on(Input.Changed, "#device")
    def _device_told(self, event: Input.Changed) -> None:
        if event.value != self.call.case.device:
            self.keep_device(event.value)

    def keep_typed(self) -> None:
        typed, device = self.query_one("#notes", Input).value, self.query_one("#device", Input).value
        if typed != self.call.case.notes:
            self.call.note(typed)
        if device != self.call.case.device:
            self.call.note_device(device)

    @work(exclusive=True, group="device")
    async def keep_device(self, text: str) -> None:
        await self.at_work(lambda: self.call.note_device(text))

    @work(exclusive=True, group="note")
    async def keep_note(self, text: str) -> None:
        await self.at_work(lambda: self.call.note(text))

    @on(Input.Submitted, "#notes")
    @on(Input.Submitted, "#device")
    def _note_ended(self) -> None:
        self.query_one("#body").focus()
        self.show_words()
