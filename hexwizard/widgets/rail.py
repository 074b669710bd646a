"""The article at the left: a line a section; in a narrow terminal one strip of numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from hexwizard.article import BY_KEY, SECTIONS, SectionKey
from hexwizard.diagnosis.rail import Mark
from hexwizard.widgets.breakpoints import NARROW
from hexwizard.widgets.marks import MARKS
from hexwizard.widgets.plain import plain
from hexwizard.widgets.shapes import CURRENT, VISITED
from hexwizard.widgets.wording import Wording

_LEGEND = (Mark.FOUND, Mark.TO_ASK, Mark.RULED_OUT, Mark.NOT_APPLICABLE)
_HERE = "bold on $panel"


class Rail(Widget):
    """Shows how each section stands and takes a click on it. It docks itself: left when wide, on top when narrow."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    Rail { dock: left; width: 38; height: 1fr; padding: 1 0 0 1; background: $background; border-right: solid $border; }
    .-narrow Rail { dock: top; width: 1fr; height: 1; padding: 0 1; border-right: none; }
    """

    class Jump(Message):
        """The agent wants to see this section."""

        def __init__(self, rail: Rail, section_key: SectionKey) -> None:
            super().__init__()
            self.rail = rail
            self.section_key = section_key

        @property
        def control(self) -> Rail:
            return self.rail

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, wording: Wording, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._wording = wording
        self._marks: Mapping[SectionKey, Mark] = {}
        self._current: SectionKey | None = None
        self._visited: Collection[SectionKey] = ()
        self._stops: list[tuple[int, int, SectionKey]] = []

    def show(
        self,
        marks: Mapping[SectionKey, Mark],
        current: SectionKey | None,
        visited: Collection[SectionKey] = (),
    ) -> None:
        """Show these marks; a section without one is shown as not applicable."""
        self._marks, self._current, self._visited = marks, current, frozenset(visited)
        self.refresh()

    def speak(self, wording: Wording) -> None:
        """Go on in another language."""
        self._wording = wording
        self.refresh()

    @property
    def is_strip(self) -> bool:
        return self.screen.has_class(NARROW)

    def render(self) -> Content:
        return self._strip() if self.is_strip else self._list()

    def _mark(self, key: SectionKey) -> Mark:
        return self._marks.get(key, Mark.NOT_APPLICABLE)

    def _title(self, key: SectionKey) -> Content:
        return plain(self._wording(f"section.{key}.short"))

    def _word(self, mark: Mark) -> Content:
        return plain(self._wording(f"mark.{mark}"))

    def _list(self) -> Content:
        rows = [self._row(section.key) for section in SECTIONS]
        legend = [Content.assemble(" ", self._meaning(mark)) for mark in _LEGEND]
        width = max(entry.cell_length for entry in legend[::2]) + 3
        pairs = [
            Content.assemble(legend[at].pad_right(width - legend[at].cell_length), legend[at + 1]) for at in (0, 2)
        ]
        return Content("\n").join([*rows, Content(""), *pairs])

    def _meaning(self, mark: Mark) -> Content:
        shape = MARKS[mark]
        return Content.assemble(" ", (shape.glyph, shape.style), " ", self._word(mark).stylize("$text-muted"))

    def _row(self, key: SectionKey) -> Content:
        mark, here = self._mark(key), key is self._current
        shape = MARKS[mark]
        lead = CURRENT if here else VISITED if key in self._visited else " "
        row = Content.assemble(
            (lead, "bold $accent"), " ", (shape.glyph, shape.style), " ", (f"{BY_KEY[key].number:<4}", "$text-muted")
        )
        title = self._title(key)
        if mark is Mark.NOT_APPLICABLE and not here:
            title = title.stylize("$text-muted")
        row = (row + title).truncate(self.size.width, ellipsis=True)
        room = self.size.width - row.cell_length
        word = self._word(mark)
        if (here or mark is Mark.FOUND) and word.cell_length + 2 <= room:
            row += word.stylize(shape.style).pad_left(room - word.cell_length - 1)
        row = row.pad_right(max(0, self.size.width - row.cell_length))
        return row.stylize(_HERE) if here else row.stylize("bold") if mark is Mark.FOUND else row

    def _strip(self) -> Content:
        stops = [self._stop(section.key, brief=False) for section in SECTIONS]
        if sum(stop.cell_length for stop in stops) > self.size.width - 8:
            stops = [self._stop(section.key, brief=True) for section in SECTIONS]
        self._stops, at = [], 0
        for section, stop in zip(SECTIONS, stops, strict=True):
            self._stops.append((at, at + stop.cell_length, section.key))
            at += stop.cell_length
        line = Content("").join(stops)
        if self._current is None:
            return line
        shape = MARKS[self._mark(self._current)]
        line = Content.assemble(line, ("▏ ", "$border"), self._title(self._current).stylize("bold"))
        word = Content.assemble("  ", self._word(self._mark(self._current)).stylize(shape.style))
        fits = line.cell_length + word.cell_length <= self.size.width
        return line + word if fits else line.truncate(self.size.width, ellipsis=True)

    def _stop(self, key: SectionKey, *, brief: bool) -> Content:
        """A section in the strip; a brief one leaves its number out where nothing is to be done."""
        mark, here = self._mark(key), key is self._current
        shape = MARKS[mark]
        number = "" if brief and not here and mark in (Mark.RULED_OUT, Mark.NOT_APPLICABLE) else BY_KEY[key].number
        stop = Content.assemble((CURRENT, "bold $accent") if here else "", (shape.glyph, shape.style), number)
        return (stop.stylize(_HERE) if here else stop) + " "

    def on_click(self, event: events.Click) -> None:
        """A click on a section's line or stop."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if self.is_strip:
            key = next((key for start, end, key in self._stops if start <= offset.x < end), None)
        else:
            key = SECTIONS[offset.y].key if offset.y < len(SECTIONS) else None
        if key is not None:
            self.post_message(self.Jump(self, key))
