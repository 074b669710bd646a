"""A secret that the agent reads aloud: hidden until asked, gone after a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from hexwizard.widgets.plain import plain

_DOTS = "••••  ••••  ••••"


@dataclass(frozen=True, slots=True)
class SecretLabels:
    """`reveal` says how to show it; `remaining` holds `{seconds}`; `gone` stands where it was."""

    title: str
    reveal: str
    remaining: str
    gone: str


class _Held:
    """A secret and its spelling; no `repr`, no table of locals and no debugger's view shows them."""

    __slots__ = ("spelling", "text")

    def __init__(self, text: str, spelling: Sequence[str]) -> None:
        self.text = text
        self.spelling = tuple(spelling)

    def __repr__(self) -> str:
        return "••••"

    def wipe(self) -> None:
        self.text, self.spelling = "", ()


class SecretBox(Widget):
    """States: empty, hidden, revealed, gone. The secret lives in this widget alone and is wiped on the way out."""

    DEFAULT_CSS = """
    SecretBox {
        height: auto; padding: 1 2; margin-bottom: 1; display: none;
        background: $surface; border-left: outer $primary;
    }
    SecretBox.-filled { display: block; }
    """
    ALLOW_SELECT = False

    class Gone(Message):
        """The secret is no longer on the screen nor in memory here."""

        def __init__(self, box: SecretBox) -> None:
            super().__init__()
            self.box = box

        @property
        def control(self) -> SecretBox:
            return self.box

    def __init__(self, labels: SecretLabels, seconds: int = 30, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._labels = labels
        self._seconds = seconds
        self._left = 0
        self._held: _Held | None = None
        self._ticked = 0
        self._clock: Timer | None = None

    @property
    def is_revealed(self) -> bool:
        return self._held is not None and self._left > 0

    def hold(self, secret: str, spelling: Sequence[str] = ()) -> None:
        """Take a secret, hidden. `spelling` are the lines to read it out, one a word."""
        self._stop_clock()
        self._forget()
        self._held = _Held(secret, spelling)
        self.add_class("-filled")
        self.refresh(layout=True)

    def reveal(self) -> None:
        """Show it and start the countdown; again while it is shown does nothing."""
        if self._held is None or self.is_revealed:
            return
        self._left = self._seconds
        self._clock = self.set_interval(1, self._tick)
        self.refresh(layout=True)

    def tick(self) -> bool:
        """Tick the next line that the client has read back; True once all are."""
        if self._held is None or not self.is_revealed:
            return False
        lines = len(self._held.spelling)
        self._ticked = min(self._ticked + 1, lines)
        self.refresh()
        return 0 < lines == self._ticked

    def copy_to(self, clipboard: Callable[[str], None]) -> None:
        """Hand the secret to `clipboard`, which sees to its being wiped; nothing happens where none is held."""
        if self._held is not None:
            clipboard(self._held.text)

    def conceal(self) -> None:
        """Hide it again, to be shown once more when asked; nothing happens where none is shown."""
        if self.is_revealed:
            self._stop_clock()
            self._left = 0
            self.refresh(layout=True)

    def clear(self) -> None:
        """Wipe it now (also the panic key)."""
        self._stop_clock()
        if self._held is None:
            return
        self._forget()
        self.refresh(layout=True)
        self.post_message(self.Gone(self))

    def on_click(self) -> None:
        if self.is_revealed:
            self.tick()
        else:
            self.reveal()

    def on_unmount(self) -> None:
        self._forget()

    def _forget(self) -> None:
        if self._held is not None:
            self._held.wipe()
        self._held, self._ticked, self._left = None, 0, 0

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.refresh()
        else:
            self.clear()

    def render(self) -> Content:
        title = plain(self._labels.title).stylize("$primary")
        return Content("\n").join([title, *self._body()])

    def _body(self) -> list[Content]:
        if self._held is None:
            return [plain(self._labels.gone).stylize("$text-muted")]
        if not self.is_revealed:
            return [
                *self._band(Content.styled(_DOTS, "bold")),
                Content(""),
                plain(self._labels.reveal).stylize("$text-muted"),
            ]
        spelled = [self._spelled(at, line) for at, line in enumerate(self._held.spelling)]
        return [
            *self._band(self._large(self._held)),
            Content(""),
            *spelled,
            *([Content("")] if spelled else []),
            self._countdown(),
        ]

    @staticmethod
    def _band(shown: Content) -> list[Content]:
        """The secret on a band of its own, three lines high, to be found at a glance."""
        blank = Content.styled(" " * (shown.cell_length + 8), "on $panel")
        return [blank, shown.pad(4, 4).stylize("on $panel"), blank]

    @staticmethod
    def _large(held: _Held) -> Content:
        """The secret to the letter, its words in turn in two colours so that the eye keeps its place."""
        parts = held.text.split("-")
        shown = [plain(part).stylize("bold $accent" if at % 2 == 0 else "bold") for at, part in enumerate(parts)]
        return Content.styled("-", "$text-muted").join(shown)

    def _spelled(self, at: int, line: str) -> Content:
        ticked = at < self._ticked
        return Content.assemble(("☑ ", "bold $success") if ticked else ("☐ ", "$text-muted"), plain(line))

    def _countdown(self) -> Content:
        full = 20
        filled = max(1, round(full * self._left / self._seconds))
        words = plain(self._labels.remaining.format(seconds=self._left))
        return Content.assemble(
            ("━" * filled, "$primary"), ("─" * (full - filled), "$border"), "  ", words.stylize("$text-muted")
        )
