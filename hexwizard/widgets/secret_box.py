"""A secret that the agent reads aloud: hidden until asked, gone after a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Final, TypeVar

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from hexwizard.widgets.breakpoints import HIGH, LOW
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.prose import wrap

Value = TypeVar("Value")
_DOTS: Final = "••••   ••••   ••••"
_SPELLS_ALL: Final = 56
"""Cells from which on each word stands with its spelling."""
_JOIN: Final = "-"


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

    @property
    def words(self) -> list[str]:
        return self.text.split(_JOIN)

    def __repr__(self) -> str:
        return "••••"

    def wipe(self) -> None:
        self.text, self.spelling = "", ()


class SecretBox(Widget):
    """States: empty, hidden, revealed, gone. The secret lives in this widget alone and is wiped on the way out."""

    DEFAULT_CSS = """
    SecretBox {
        width: 1fr; max-width: 120; height: auto; padding: 1 2; margin-bottom: 1; display: none;
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

    def __init__(
        self,
        labels: SecretLabels,
        seconds: int = 30,
        *,
        clock: Callable[[], float] = monotonic,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`clock` gives seconds that only go forward: a wizard that was suspended shows nothing for longer."""
        super().__init__(id=id)
        self._now = clock
        self._until = 0.0
        self._labels = labels
        self._seconds = seconds
        self._left = 0
        self._held: _Held | None = None
        self._ticked = 0
        self._clock: Timer | None = None

    @property
    def is_held(self) -> bool:
        """Whether there is anything to clear."""
        return self._held is not None

    @property
    def is_revealed(self) -> bool:
        return self._held is not None and self._left > 0

    def hold(self, secret: str, spelling: Sequence[str] = ()) -> None:
        """Take a secret, hidden. `spelling` tells how to spell each of its words, in their order."""
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
        self._until = self._now() + self._seconds
        self._clock = self.set_interval(1, self._tick)
        self.refresh(layout=True)

    def tick(self) -> bool:
        """Tick the next line that the client has read back; True once all are."""
        if self._held is None or not self.is_revealed:
            return False
        lines = len(self._held.spelling)
        self._ticked = min(self._ticked + 1, lines)
        self.refresh(layout=True)
        return 0 < lines == self._ticked

    def copy_to(self, clipboard: Callable[[str], None]) -> None:
        """Hand the secret to `clipboard`, which sees to its being wiped; nothing happens where none is held."""
        if self._held is not None:
            clipboard(self._held.text)

    def lend(self, use: Callable[[str], Value]) -> Value | None:
        """What `use` makes of the secret; None where none is held."""
        return use(self._held.text) if self._held is not None else None

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
        self._left = ceil(self._until - self._now())
        if self._left > 0:
            self.refresh()
        else:
            self.clear()

    def render(self) -> Content:
        title = plain(self._labels.title).stylize("$primary")
        return Content("\n").join([title, *self._body(self.size.width)])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return 1 + len(self._body(width))

    def _body(self, width: int) -> list[Content]:
        if self._held is None:
            return wrap(plain(self._labels.gone).stylize("$text-muted"), width).split("\n")
        if not self.is_revealed:
            dots, reveal = Content.styled(_DOTS, "bold"), plain(self._labels.reveal).stylize("$text-muted")
            return [Content(""), dots, Content(""), *wrap(reveal, width).split("\n")]
        letters = wrap(self._to_the_letter(self._held), width).split("\n")
        return [Content(""), *letters, Content(""), *self._words(self._held, width), self._countdown(width)]

    @staticmethod
    def _to_the_letter(held: _Held) -> Content:
        """The whole of it as it is typed, its words in turn in two colours so that the eye keeps its place."""
        parts = [plain(part).stylize("bold $accent" if at % 2 == 0 else "bold") for at, part in enumerate(held.words)]
        return Content.styled(_JOIN, "$text-muted").join(parts)

    def _words(self, held: _Held, width: int) -> list[Content]:
        """A word a line, wide, and its spelling; the next to read is pointed at, those read back are ticked.

        Where rows or columns are few, only the word that is read now is spelled: the countdown stays in sight.
        """
        if not held.spelling:
            return []
        wide = [" ".join(plain_text(word)) for word in held.words]
        left = max(len(word) for word in wide) + 2
        lines: list[Content] = []
        for at, (word, spelling) in enumerate(zip(wide, held.spelling, strict=False)):
            ticked, here = at < self._ticked, at == self._ticked
            head = Content.assemble(
                ("▸ ", "bold $accent") if here else "  ",
                ("☑  ", "bold $success") if ticked else ("☐  ", "$text-muted"),
                plain(word.ljust(left)).stylize("$text-muted" if ticked else "bold $accent" if at % 2 == 0 else "bold"),
            )
            spelled = here or (width >= _SPELLS_ALL and not self.screen.has_class(LOW))
            spelt = plain(spelling if spelled else "").stylize("" if here else "$text-muted")
            first, *more = wrap(spelt, max(12, width - head.cell_length)).split("\n")
            lines += [head + first, *(Content(" " * head.cell_length) + line for line in more)]
            if self.screen.has_class(HIGH):
                lines.append(Content(""))
        return lines if lines[-1].plain == "" else [*lines, Content("")]

    def _countdown(self, width: int) -> Content:
        words = plain(self._labels.remaining.format(seconds=self._left))
        full = max(6, min(30, width - words.cell_length - 2))
        filled = max(1, round(full * self._left / self._seconds))
        return Content.assemble(
            ("━" * filled, "bold $primary"), ("╌" * (full - filled), "$border"), "  ", words.stylize("bold")
        )
