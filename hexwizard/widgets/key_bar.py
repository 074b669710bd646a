"""The footer: the keys that count here, in the operator's language."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyBar(Footer):
    """A footer whose words come from the catalogue: a binding's `id` is `key.<id>` there."""

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__(show_command_palette=False)
        self._say = words

    def compose(self) -> ComposeResult:
        """One entry an action, the first key that does it standing for all."""
        if not self._bindings_ready:
            return
        shown: set[str] = set()
        bindings = [entry for entry in self.screen.active_bindings.values() if entry.binding.show]
        self.styles.grid_size_columns = len({entry.binding.action for entry in bindings})
        for _, binding, enabled, _ in bindings:
            if binding.action in shown:
                continue
            shown.add(binding.action)
            name = self._say(f"key.{binding.id}")
            yield FooterKey(
                binding.key,
                self.app.get_key_display(binding),
                name,
                binding.action,
                disabled=not enabled,
                tooltip=name,
            ).data_bind(compact=Footer.compact)
