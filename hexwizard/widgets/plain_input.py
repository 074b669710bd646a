"""An input for what is pasted from anywhere: an escape code in it is seen, and never reaches the terminal."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.reactive import Reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input

from hexwizard.widgets.leading_on import LeadingOn
from hexwizard.widgets.plain import sign_for_sign


class ShownPlain(Input):
    """Textual's input hands its value to the terminal as it is. `value` stays what was typed, to the letter."""

    @property
    def _value(self) -> Text:
        return Text(sign_for_sign(self.value), no_wrap=True, overflow="ignore", end="")

    async def _on_suggestion_ready(self, event: SuggestionReady) -> None:
        """What holds a sign that cannot be seen is not suggested: it would be drawn, and taken, as it is."""
        if sign_for_sign(event.suggestion) != event.suggestion:
            event.prevent_default()


class PlainInput(ShownPlain, LeadingOn):
    """The wizard's own; its Enter may lead on."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """No key lays out the screen anew: it cannot make a field of a given width wider. A third of what a key costs."""
