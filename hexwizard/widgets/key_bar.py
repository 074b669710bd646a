"""The footer: the keys that count here, in the operator's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from hexwizard.widgets.plain import plain

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
        return cell_len(self.key) + cell_len(self.name) + _PADDING


class KeyBar(Widget):
    """A binding's words come from the catalogue: its `id` is `key.<id>` there.

    The screen's own keys are always there; where one line does not hold them, they go on in the next. All are drawn by
    one widget: with a widget a key, as in Textual's own footer, a call took half as much again of the processor.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--name", "key-bar--closed", "key-bar--pointed"}
    DEFAULT_CSS: ClassVar[str] = """
    KeyBar {
        dock: bottom; width: 1fr; height: auto; text-wrap: nowrap;
        color: $footer-foreground; background: $footer-background;
        &.-on-a-key { pointer: pointer; }
        .key-bar--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        .key-bar--name { color: $footer-description-foreground; background: $footer-description-background; }
        .key-bar--closed { text-style: dim; }
        .key-bar--pointed { background: $background; }
    }
    """
    pointed: reactive[Entry | None] = reactive(None)
    """The key beneath the mouse."""

    def __init__(self, words: Callable[[str], str]) -> None:
        super().__init__()
        self._say = words
        self._entries: tuple[Entry, ...] = ()
        self._is_renewing = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow, immediate=True)

    def on_unmount(self) -> None:
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _follow(self, _: Screen[Any]) -> None:
        """Textual tells several times while a screen opens: they are read once, after the last."""
        if not self._is_renewing:
            self._is_renewing = True
            self.call_later(self.renew)

    def renew(self) -> None:
        """Read the keys anew: only what has changed is painted, only another number of lines moves what is above."""
        self._is_renewing = False
        if not self.is_attached or not self.app.app_focus:
            return
        entries, before = tuple(self._read()), self._entries
        if entries != before:
            self._entries = entries
            width = self.size.width
            self.refresh(layout=not before or len(fitted(entries, width)) != len(fitted(before, width)))

    def _read(self) -> Iterator[Entry]:
        """One entry an action, the first key that does it standing for all."""
        actions = set[str]()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                yield Entry(binding, enabled, self.app.get_key_display(binding), self._say(f"key.{binding.id}"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        """Lines, of `width` cells each."""
        return len(fitted(self._entries, width))

    def render(self) -> Content:
        """All lines, blank where something lies over the screen; the entry beneath the mouse stands out."""
        if not self.screen.is_active:
            return Content("")
        return Content("\n").join(
            Content("").join(self._drawn(one) for one in line) for line in fitted(self._entries, self.size.width)
        )

    def _drawn(self, entry: Entry) -> Content:
        key, name, closed, pointed = (
            self.get_visual_style(f"key-bar--{part}", partial=True) for part in ("key", "name", "closed", "pointed")
        )
        drawn = Content.assemble((f" {entry.key} ", key), (f"{entry.name} ", name))
        if entry == self.pointed:
            drawn = drawn.stylize(pointed)
        return drawn if entry.enabled else drawn.stylize(closed)

    def entry_at(self, column: int, line: int) -> Entry | None:
        """The key that stands there, in cells from the upper left corner of the bar; None where none does."""
        lines = fitted(self._entries, self.size.width)
        for entry in lines[line] if 0 <= line < len(lines) else ():
            if column < entry.width:
                return entry
            column -= entry.width
        return None

    def watch_pointed(self, pointed: Entry | None) -> None:
        self.set_class(pointed is not None, "-on-a-key")
        self.tooltip = None
        if pointed is not None:
            self.tooltip = plain(pointed.name)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.pointed = self.entry_at(event.x, event.y)

    def on_leave(self) -> None:
        self.pointed = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        pressed = self.entry_at(event.x, event.y)
        if pressed is None:
            return
        if pressed.enabled:
            self.app.simulate_key(pressed.binding.key)
        else:
            self.app.bell()


def fitted(entries: Sequence[Entry], width: int) -> list[list[Entry]]:
    """The entries by lines of `width` cells: no more lines than the screen's own need, and what else they hold."""
    lines = _lines([one for one in entries if one.binding.id not in _FIRST_TO_GO], width)
    for gone in range(len(_FIRST_TO_GO) + 1):
        more = _lines([one for one in entries if one.binding.id not in _FIRST_TO_GO[:gone]], width)
        if len(more) <= len(lines):
            break
    return more


def _lines(entries: Sequence[Entry], width: int) -> list[list[Entry]]:
    lines: list[list[Entry]] = [[]]
    for one in entries:
        if lines[-1] and sum(entry.width for entry in lines[-1]) + one.width > width:
            lines.append([])
        lines[-1].append(one)
    return lines
