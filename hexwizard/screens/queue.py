"""The Hexperts' queue: what waits, since when, why, for whom, from whom; and who has what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from hexwizard.accounts.problems import Problem
from hexwizard.desk.actor import Actor
from hexwizard.desk.desk import Desk
from hexwizard.desk.hand_over import HandOver, HandOverState
from hexwizard.locale.words import Words
from hexwizard.screens.columns import GAP, cell, widest
from hexwizard.screens.field import Remark
from hexwizard.screens.following import FollowingScreen
from hexwizard.screens.results import Reopen
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

MOST_CELLS: Final = 120
COLUMNS: Final = ("case", "wait", "client", "cause", "hands")
_WAITS: Final = ("$primary", "bold $warning", "bold", "", "$text-muted")
_TAKEN: Final = ("$primary", "$text-muted", "$text-muted", "$text-muted", "$success")


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue as it was at one moment, the longest waiting first."""

    cases: tuple[HandOver, ...]
    at: datetime


def look(desk: Desk, actor: Actor) -> Waiting:
    desk.hand_overs.take_in_earlier(actor, desk.cases.with_hexperts())
    return Waiting(desk.hand_overs.queue(), desk.services.clock())


class QueueScreen(FollowingScreen[Reopen | None]):
    """Fills by itself while it is open; Enter opens a case."""

    HELP_KEY = "help.queue"
    CSS_PATH: ClassVar[list[str]] = ["outside.tcss", "queue.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "#waiting"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", id="back")]

    _waiting: Waiting | None = None

    def column(self) -> ComposeResult:
        yield Prose(plain(""), classes="title")
        yield Remark(plain(""), id="empty")
        yield Prose(plain(""), id="heading")
        yield Rows(id="waiting")

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_cases)

    @work(exclusive=True, group="load")
    async def load(self) -> None:
        actor = self.wizard.actor
        if actor is None:
            return
        try:
            self._waiting = await self.at_work(lambda: look(self.wizard.desk, actor))
        except Problem as problem:
            self.query_one("#empty", Remark).tell(f"✕ {self.say.render(problem.message)}")
            return
        self.show_words()

    def show_words(self) -> None:
        super().show_words()
        waiting = self._waiting
        count = len(waiting.cases) if waiting else 0
        self.query_one(".title", Prose).update(plain(self.say("queue.title", count=count)))
        loading = "home.loading" if waiting is None else "queue.empty"
        self.query_one("#empty", Remark).tell("" if count else self.say(loading))
        self._show_cases()

    def _show_cases(self) -> None:
        waiting, cases = self._waiting, self.query_one("#waiting", OptionList)
        if waiting is None:
            return
        at = cases.highlighted
        here = cases.get_option_at_index(at).id if at is not None else None
        width = max(40, min(MOST_CELLS, self.size.width) - 5)
        cases.clear_options()
        heading, rows = laid_out([row_of(one, waiting.at, self.say) for one in waiting.cases], self.say, width)
        cases.add_options(Option(row, id=one.case) for row, one in zip(rows, waiting.cases, strict=True))
        self.query_one("#heading", Prose).update(heading)
        ids = [one.case for one in waiting.cases]
        cases.highlighted = ids.index(here) if here in ids else (0 if ids else None)
        for part in ("#waiting", "#heading"):
            self.query_one(part).display = bool(ids)
        if ids and self.focused is None:
            cases.focus()

    @on(OptionList.OptionSelected, "#waiting")
    def open_case(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id or "")

    @work(exclusive=True, group="open")
    async def _open(self, case_id: str) -> None:
        case = await self.at_work(lambda: self.wizard.desk.cases.get(case_id))
        if case is not None:
            self.dismiss(Reopen(case))

    def action_back(self) -> None:
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the queue, before it is laid out: a text for each of `COLUMNS`."""

    texts: tuple[str, ...]
    is_taken: bool


def row_of(handed: HandOver, at: datetime, say: Words) -> Row:
    """Number, how long it has waited, for whom, why, and who has it from whom."""
    packet = handed.packet
    taken = handed.state is not HandOverState.WAITING
    client = packet.name if packet.username else packet.identifier or say("home.nobody")
    cause = say(f"cause.{packet.found[0].cause}.title") if packet.found else say("home.no-verdict")
    hands = f"● {handed.by} → {handed.taken_by}" if taken else f"○ {handed.by}"
    return Row((handed.case, say.duration(at - handed.at), client, cause, hands), taken)


def laid_out(rows: Sequence[Row], say: Words, width: int) -> tuple[Content, list[Content]]:
    """The heading and the rows in the same columns, which share `width` cells; client and cause give way first."""
    head = tuple(say(f"queue.column.{name}") for name in COLUMNS)
    number, wait, client, cause, hands = (
        widest(texts) for texts in zip(head, *(row.texts for row in rows), strict=True)
    )
    hands = min(hands, width // 3)
    room = width + GAP - number - wait - hands
    client = min(client, max(room // 2, room - cause))
    columns = (number, wait, client, min(cause, room - client), hands)
    heading = Content.assemble(*(cell(text, cells) for text, cells in zip(head, columns, strict=True)))
    return heading.stylize("$text-muted"), [_drawn(row, columns) for row in rows]


def _drawn(row: Row, columns: Sequence[int]) -> Content:
    """What somebody has taken steps back; what waits stands out by how long."""
    styles = _TAKEN if row.is_taken else _WAITS
    drawn = zip(row.texts, columns, styles, strict=True)
    return Content.assemble(*(cell(text, width).stylize(style) for text, width, style in drawn)).rstrip()
