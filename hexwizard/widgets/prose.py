"""Text that wraps as French wants it: neither at a no-break space nor beside « », `:`, `;`, `?` and `!`."""

from __future__ import annotations

import re
from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_WORD: Final = re.compile(r"(?:[^ ]|(?<=«) (?=[^ ])| (?=[»:;?!]))+ *| +")


class Prose(Widget):
    """A paragraph or several. Textual's own wrapping breaks at every white space, a no-break one too.

    A text whose parts stand each in its place is drawn by one widget too: Textual makes, styles and places each by
    itself, and a screen of few opens the sooner.
    """

    DEFAULT_CSS = "Prose { height: auto; }"

    def __init__(self, content: Content, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._content = content

    def update(self, content: Content) -> None:
        if not content.is_same(self._content):
            self._content = content
            self.refresh(layout=True)

    def laid_out(self, width: int) -> Content:
        """The text in lines of at most `width` cells."""
        return wrap(self._content, width)

    def render(self) -> Content:
        return self.laid_out(self.size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        return max((line.cell_length for line in self._content.split("\n")), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self.laid_out(width).plain.count("\n") + 1


class FoldedProse(Prose):
    """One whose lines depend on more than its width, as on a class of the screen."""

    _fold: object = None

    def fold(self) -> object:
        """What the lines depend on; it is asked for after every change of styles."""
        raise NotImplementedError

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_attached:
            self.renew_fold()

    def renew_fold(self) -> None:
        """Lay the lines out anew where what they depend on has changed."""
        fold = self.fold()
        if fold != self._fold:
            self._fold = fold
            self.refresh(layout=True)


def beside(label: Content, columns: int, body: Content) -> Content:
    """`label` in the first `columns` cells, and `body`, a line or several, right of it."""
    label = label.truncate(columns)
    first, *others = body.split("\n", allow_blank=True)
    lines = [label + _blank(columns - label.cell_length) + first, *(_blank(columns) + line for line in others)]
    return Content("\n").join(lines)


def _blank(cells: int) -> Content:
    """Blanks of a colour of their own: where a text begins with blanks, some viewers of pictures leave them out."""
    return Content.styled(" " * cells, "$text-muted")


def wrap(content: Content, width: int) -> Content:
    """`content` with line ends where it must break; what is longer than a line is cut where it ends."""
    lines = [piece for line in content.split("\n", allow_blank=True) for piece in _lines(line, max(1, width))]
    return Content("\n").join(lines)


def _lines(line: Content, width: int) -> list[Content]:
    starts, room = [0], width
    for found in _WORD.finditer(line.plain):
        start, end = found.span()
        word = line[start:end].rstrip()
        if word.cell_length > room and start > starts[-1]:
            starts.append(start)
            room = width
        while word.cell_length > width:
            start += _fitting(word, width)
            starts.append(start)
            word, room = line[start:end].rstrip(), width
        room -= line[start:end].cell_length
    ends = [*starts[1:], len(line.plain)]
    return [line[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]


def _fitting(word: Content, width: int) -> int:
    """How many characters of `word` fit into `width` cells, at least one."""
    count = min(width, len(word.plain))
    while count > 1 and word[:count].cell_length > width:
        count -= 1
    return count
