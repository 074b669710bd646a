"""The footer: the keys that count here, in the operator's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import HorizontalGroup
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

_FIRST_TO_GO: Final = ("theme", "take-waiting", "language", "palette", "park")
"""Keys that mean the same everywhere, or stand on the screen: no line is begun for them, the first named goes first."""
_PADDING: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
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

    The screen's own keys are always there; where one line does not hold them, they go on in the next.
    """

    DEFAULT_CSS: ClassVar[str] = """
    KeyBar { layout: vertical; height: auto; }
    KeyBar > .keys { height: 1; }
    """

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__(show_command_palette=False)
        self._say = words
        self._fitted_to = 0
        self._shown: list[list[Entry]] | None = None

    async def recompose(self) -> None:
        """Only where a key has changed: Textual asks for it several times while a screen opens."""
        if not self.is_attached:
            return
        if not self._bindings_ready or fitted(self._entries(), self.screen.size.width) != self._shown:
            await super().recompose()

    def compose(self) -> ComposeResult:
        """One entry an action, the first key that does it standing for all."""
        if not self._bindings_ready:
            return
        self._fitted_to = self.screen.size.width
        self._shown = fitted(self._entries(), self._fitted_to)
        for line in self._shown:
            with HorizontalGroup(classes="keys"):
                for one in line:
                    key = FooterKey(
                        one.binding.key,
                        one.key,
                        one.name,
                        one.binding.action,
                        disabled=not one.enabled,
                        tooltip=one.name,
                    )
                    key.set_reactive(FooterKey.compact, False)  # bound, each key would be styled three times
                    yield key

    def on_resize(self, event: events.Resize) -> None:
        if self._bindings_ready and event.size.width != self._fitted_to:
            self.call_after_refresh(self.recompose)

    def _entries(self) -> list[Entry]:
        entries: dict[str, Entry] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and binding.action not in entries:
                key = self.app.get_key_display(binding)
                entries[binding.action] = Entry(binding, enabled, key, self._say(f"key.{binding.id}"))
        return list(entries.values())


def fitted(entries: list[Entry], width: int) -> list[list[Entry]]:
    """The entries by lines of `width` cells: no more lines than the screen's own need, and what else they hold."""
    lines = _lines([one for one in entries if one.binding.id not in _FIRST_TO_GO], width)
    for gone in range(len(_FIRST_TO_GO) + 1):
        more = _lines([one for one in entries if one.binding.id not in _FIRST_TO_GO[:gone]], width)
        if len(more) <= len(lines):
            break
    return more


def _lines(entries: list[Entry], width: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    for one in entries:
        if lines[-1] and sum(entry.width for entry in lines[-1]) + one.width > width:
            lines.append([])
        lines[-1].append(one)
    return lines
