"""A case handed over: for the Hexpert what is in it and what to do, for the agent where it stands and the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.desk.actor import PERMITTED, Act, Role
from hexwizard.desk.hand_over import HandOver, HandOverState
from hexwizard.desk.ticket import packet_text
from hexwizard.diagnosis.briefing import Briefing, Knowledge
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.diagnosis.rail import Mark
from hexwizard.locale.message import Message
from hexwizard.locale.message import say as message
from hexwizard.screens.clipboard import copy
from hexwizard.screens.results import Leave, TryAgain
from hexwizard.screens.section import SectionScreen
from hexwizard.widgets.panes import SayBox
from hexwizard.widgets.plain import plain, plain_text

_ACTS = {
    "take": Act.TAKE_HAND_OVER,
    "put_back": Act.RELEASE_HAND_OVER,
    "reply": Act.ANSWER_HAND_OVER,
    "end_hand_over": Act.END_HAND_OVER,
}


class HandedOverScreen(SectionScreen):
    """The packet stays what was true when it was handed over; what changed since is marked in it."""

    SECTION = SectionKey.STILL_IMPOSSIBLE
    SHOWS_EMPTY_PANES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "take", "Take", id="take-case"),
        Binding("f", "put_back", "Put back", id="put-back"),
        Binding("b", "reply", "Answer", id="reply"),
        Binding("j", "end_hand_over", "End", id="end-hand-over"),
    ]

    @property
    def HELP_KEY(self) -> str:  # type: ignore[override]  # noqa: N802 - a class attribute elsewhere
        return "help.handed-over"

    _draft = ""
    """An answer that was typed and is not kept yet: a server may have gone away."""

    # What it shows

    @property
    def handed(self) -> HandOver | None:
        return self.call.handed

    @property
    def works_here(self) -> bool:
        """Whether this operator acts as a Hexpert in the case."""
        return self.call.actor.role is Role.HEXPERT

    def briefing(self) -> Briefing:
        handed = self.handed
        known = tuple(Knowledge(one) for one in _told(handed)) if handed is not None else ()
        answered = handed is not None and handed.is_answered
        said = "handed-over.say.answered" if answered else "section.still-impossible.say"
        repairs = tuple(self._repairs()) if self.works_here else ()
        return Briefing(self.SECTION, Mark.FOUND, known, message(said), repairs)

    def _repairs(self) -> Iterator[Repair]:
        """What somebody at the desk may do now, each once; what the client does is the agent's to tell."""
        seen: set[RepairId] = set()
        for finding in self.call.diagnosis.findings:
            for repair in finding.repairs:
                if repair.id not in seen and repair.by is not By.CLIENT and repair.id is not RepairId.HAND_OVER:
                    seen.add(repair.id)
                    yield repair

    def show_words(self) -> None:
        super().show_words()
        self.query_one(SayBox).display = not self.works_here  # who is at the other end is the agent
        self.set_class(self.works_here, "-reading")

    def known(self) -> Iterable[Widget]:
        yield TextArea("", read_only=True, id="ticket", soft_wrap=True)

    def show_extras(self) -> None:
        handed = self.handed
        if handed is not None:
            text = plain_text(packet_text(handed.packet, self.say, self.call.packet()), multiline=True)
            ticket = self.query_one("#ticket", TextArea)
            ticket.border_title = f" {self.say('pane.ticket')} "
            if ticket.text != text:  # else whoever reads it keeps the place
                ticket.load_text(text)

    def _title(self, mark: Mark) -> Content:  # noqa: ARG002 - the section's signature
        state = self.handed.state if self.handed is not None else HandOverState.WAITING
        title = plain(self.say("handed-over.title")).stylize("bold")
        return Content.assemble(title, "   ", plain(self.say(f"hand-over.state.{state}")).stylize("bold $accent"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        handed = self.handed
        if action in _ACTS:
            may = handed is not None and handed.is_in_queue and self.call.actor.role in PERMITTED[_ACTS[action]]
            if not may or handed is None:
                return False
            return (handed.taken_by is None) is (action == "take")
        if action == "try_again":
            return not self.works_here
        return super().check_action(action, parameters)

    # What is done

    def action_copy(self) -> None:
        copy(self.app, self.query_one("#ticket", TextArea).text, self.say)

    def action_next(self) -> None:
        """A Hexpert goes back to the queue; the agent goes on with the client once there is an answer."""
        answered = self.handed is not None and self.handed.is_answered
        self.dismiss(TryAgain() if answered and not self.works_here else Leave())

    def action_take(self) -> None:
        self._move(Act.TAKE_HAND_OVER)

    def action_put_back(self) -> None:
        self._move(Act.RELEASE_HAND_OVER)

    @work(exclusive=True, group="repair")
    async def _move(self, act: Act) -> None:
        overs, actor, case = self.call.desk.hand_overs, self.call.actor, self.call.case.id
        done = overs.take if act is Act.TAKE_HAND_OVER else overs.release
        await self._then_look(lambda: done(actor, case))

    @work(exclusive=True, group="repair")
    async def action_reply(self) -> None:
        """What the agent is to know or do."""
        from hexwizard.screens.reply import ReplyScreen

        text = await self.app.push_screen_wait(ReplyScreen(self.call, self._draft))
        if text is None:
            return
        self._draft = text
        if await self._then_look(lambda: self.call.desk.hand_overs.answer(self.call.actor, self.call.case.id, text)):
            self._draft = ""

    @work(exclusive=True, group="repair")
    async def action_end_hand_over(self) -> None:
        """It leaves the queue with what came of it."""
        from hexwizard.screens.end_hand_over import EndHandOverScreen

        outcome = await self.app.push_screen_wait(EndHandOverScreen(self.call))
        if outcome is not None and await self._then_look(
            lambda: self.call.desk.hand_overs.end(self.call.actor, self.call.case.id, outcome)
        ):
            self.dismiss(Leave())

    async def _verified(self, repair: Repair) -> bool:
        """The case is in hand before anybody is called back."""
        self.call.acts.require_in_hand()
        return await super()._verified(repair)

    async def _then_look(self, act: Callable[[], object]) -> bool:
        """Do it, and show what is true then; False where it was refused."""
        refused: Problem | None = None
        try:
            await self.at_work(act)
        except Problem as problem:
            refused = problem
        await self.at_work(self.call.refresh)
        self.show_words()
        self.show_problem("" if refused is None else self.say.render(refused.message))
        return refused is None


def _told(handed: HandOver) -> Iterator[Message]:
    """Where the case stands, the newest last."""
    yield message("handed-over.by", by=handed.by, at=handed.at)
    if handed.taken_by is not None and handed.taken_at is not None:
        yield message("handed-over.taken", by=handed.taken_by, at=handed.taken_at)
    if handed.answer and handed.answered_at is not None:
        yield message("handed-over.answer", by=handed.answered_by or "", at=handed.answered_at, answer=handed.answer)
    if handed.outcome is not None and handed.ended_at is not None:
        outcome = message(f"hand-over.outcome.{handed.outcome}")
        yield message("handed-over.ended", by=handed.ended_by or "", at=handed.ended_at, outcome=outcome)
