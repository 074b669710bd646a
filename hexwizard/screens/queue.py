"""The Hexperts' queue: what waits, since when, why, for whom, from whom; and who has what."""

from __future__ import annotations

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
from hexwizard.screens.field import Remark
from hexwizard.screens.following import FollowingScreen
from hexwizard.screens.results import Reopen
from hexwizard.screens.rows import Rows
from hexwizard.widgets.plain import plain
from hexwizard.widgets.prose import Prose

MOST_CELLS: Final = 120


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
        width = max(40, min(MOST_CELLS, self.size.width) - 6)
        cases.clear_options()
        cases.add_options(Option(queue_row(one, waiting.at, self.say, width), id=one.case) for one in waiting.cases)
        self.query_one("#heading", Prose).update(heading(self.say, width))
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


def _columns(width: int) -> tuple[int, int, int, int, int]:
    """Of the case, the wait, the client, the cause, and who has it from whom."""
    hands = 16 if width < 90 else 26
    room = width - 11 - 12 - hands
    client = room // 2
    return 11, 12, client, room - client, hands


def queue_row(handed: HandOver, at: datetime, say: Words, width: int) -> Content:
    """One line: number, how long it has waited, client, cause, from whom, and who has it."""
    packet = handed.packet
    client = packet.name if packet.username else packet.identifier or say("home.nobody")
    cause = say(f"cause.{packet.found[0].cause}.title") if packet.found else say("home.no-verdict")
    taken = handed.state is not HandOverState.WAITING
    who = f"{handed.by} → {handed.taken_by}" if taken else handed.by
    number, wait, name, why, hands = _columns(width)
    return Content.assemble(
        _cell(handed.case, number).stylize("$primary"),
        _cell(say.duration(at - handed.at), wait).stylize("$text-muted" if taken else "bold $warning"),
        _cell(client, name).stylize("$text-muted" if taken else "bold"),
        _cell(cause, why).stylize("$text-muted" if taken else ""),
        _cell(f"{'●' if taken else '○'} {who}", hands).stylize("$success" if taken else "$text-muted"),
    )


def heading(say: Words, width: int) -> Content:
    parts = zip(("case", "wait", "client", "cause", "hands"), _columns(width), strict=True)
    return Content.assemble(*(_cell(say(f"queue.column.{name}"), cells) for name, cells in parts)).stylize(
        "$text-muted"
    )


def _cell(text: str, width: int) -> Content:
    """`text` cut to `width`, with a gap behind it."""
    return plain(text).truncate(width - 2, ellipsis=True, pad=True).pad_right(2)
