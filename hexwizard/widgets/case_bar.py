"""The one line on top: whose call this is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from hexwizard.widgets.plain import plain
from hexwizard.widgets.shapes import FLAG


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What the bar shows; an empty string leaves its place out."""

    product: str
    case: str = ""
    client: str = ""
    username: str = ""
    operator: str = ""
    language: str = ""
    flags: str = ""


class CaseBar(Widget):
    """The client is the last to be trimmed; the product's name goes first, then the operator's, then the case's."""

    DEFAULT_CSS = """
    CaseBar { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """
    ALLOW_SELECT = False

    def __init__(self, line: CaseLine, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._line = line

    def show(self, line: CaseLine) -> None:
        self._line = line
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        for dropped in ((), ("product",), ("product", "operator"), ("product", "operator", "case")):
            left, right = self._left(dropped), self._right(dropped)
            gap = width - left.cell_length - right.cell_length
            if gap >= 2:
                return Content.assemble(left, " " * gap, right)
        left = left.truncate(max(0, width - right.cell_length - 2), ellipsis=True)
        return left.pad_right(max(0, width - left.cell_length - right.cell_length)) + right

    def _left(self, dropped: tuple[str, ...]) -> Content:
        line = self._line
        parts = []
        if "product" not in dropped or not (line.case or line.client):
            parts.append(plain(f"⬢ {line.product}").stylize("bold $accent"))
        if line.case and "case" not in dropped:
            parts.append(plain(line.case).stylize("$text-muted"))
        if line.client or line.username:
            name = plain(line.client).stylize("bold")
            user = plain(f" ({line.username})" if line.client else line.username) if line.username else Content("")
            parts.append(name + user.stylize("$text-muted"))
        return Content("   ").join(parts)

    def _right(self, dropped: tuple[str, ...]) -> Content:
        operator = "" if "operator" in dropped else self._line.operator
        parts = [plain(part) for part in (operator, self._line.language.upper()) if part]
        right = Content("  ").join(parts).stylize("$text-muted")
        if not self._line.flags:
            return right
        return Content.assemble(
            (f"{FLAG.glyph} ", FLAG.style), plain(self._line.flags).stylize(FLAG.style), "  ", right
        )
