"""An input for what nobody may read: hidden, and neither copied nor cut."""

from __future__ import annotations

from hexwizard.widgets.leading_on import LeadingOn


class SecretInput(LeadingOn):
    """Ctrl+C in Textual's password input copies the plain text; here it does nothing."""

    def __init__(self, placeholder: str = "", *, id: str | None = None, compact: bool = False) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, password=True, id=id, compact=compact)

    def action_copy(self) -> None:
        """Nothing: a secret stays where it was typed."""

    def action_cut(self) -> None:
        """Nothing: a secret stays where it was typed."""

    def take(self) -> str:
        """What was typed, once: the input is empty afterwards."""
        typed = self.value
        self.clear()
        return typed
