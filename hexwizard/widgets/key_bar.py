"""The footer: the keys that count here, in the operator's language, as many as the width holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_FIRST_TO_GO: Final = (
    "theme",
    "take-waiting",
    "language",
    "palette",
    "import",
    "copy-secret",
    "try-again",
    "phone",
    "copy",
)
_ALWAYS: Final = ("next", "back", "help", "given", "clear")
"""Where the width ends: which keys are left out first, and which stay whatever it is."""
_PADDING: Final = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key as it stands in the footer."""

    binding: Binding
    enabled: bool
    key: str
    name: str

    @property
    def width(self) -> int:
        return len(self.key) + len(self.name) + _PADDING


class KeyBar(Footer):
    """A footer whose words come from the catalogue: a binding's `id` is `key.<id>` there.

    Where the width ends, those that count least are left out; F1, which stays always, tells them.
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__(show_command_palette=False)
        self._say = words
        self._fitted_to = 0
        self._shown: list[_Entry] | None = None

    async def recompose(self) -> None:
        """Only where a key has changed: Textual asks for it several times while a screen opens."""
        if not self.is_attached:
            return
        if not self._bindings_ready or self._fitting(self._entries(), self.screen.size.width) != self._shown:
            await super().recompose()

    def compose(self) -> ComposeResult:
        """One entry an action, the first key that does it standing for all."""
        if not self._bindings_ready:
            return
        self._fitted_to = self.screen.size.width
        shown = self._shown = self._fitting(self._entries(), self._fitted_to)
        self.styles.grid_size_columns = len(shown)
        for one in shown:
            key = FooterKey(
                one.binding.key, one.key, one.name, one.binding.action, disabled=not one.enabled, tooltip=one.name
            )
            key.set_reactive(FooterKey.compact, False)  # bound, as in Textual's, each key would be styled three times
            yield key

    def on_resize(self, event: events.Resize) -> None:
        if self._bindings_ready and event.size.width != self._fitted_to:
            self.call_after_refresh(self.recompose)

    def _entries(self) -> list[_Entry]:
        entries: dict[str, _Entry] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and binding.action not in entries:
                key = self.app.get_key_display(binding)
                entries[binding.action] = _Entry(binding, enabled, key, self._say(f"key.{binding.id}"))
        return list(entries.values())

    @staticmethod
    def _fitting(entries: list[_Entry], width: int) -> list[_Entry]:
        """Those that fit, in their order."""
        kept = list(entries)
        ranks = {name: rank for rank, name in enumerate(_FIRST_TO_GO)}
        leaving = [one for one in reversed(entries) if one.binding.id not in _ALWAYS]
        for one in sorted(leaving, key=lambda one: ranks.get(one.binding.id or "", len(ranks))):
            if sum(entry.width for entry in kept) <= width:
                break
            kept.remove(one)
        return kept
