"""An input for what is pasted from anywhere: an escape code in it is seen, and never reaches the terminal."""

from __future__ import annotations

from rich.text import Text

from hexwizard.widgets.leading_on import LeadingOn
from hexwizard.widgets.plain import sign_for_sign


class PlainInput(LeadingOn):
    """Textual's input hands its value to the terminal as it is. `value` stays what was typed, to the letter."""

    @property
    def _value(self) -> Text:
        return Text(sign_for_sign(self.value), no_wrap=True, overflow="ignore", end="")
