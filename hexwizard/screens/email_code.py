"""A code sent to an address on file, and read back by the client."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from hexwizard.accounts.problems import Problem
from hexwizard.desk.call import Call
from hexwizard.desk.verification.records import AttemptOutcome, SentCode
from hexwizard.locale.message import say as message
from hexwizard.screens.caller_dialog import CallerDialog
from hexwizard.widgets.plain import plain
from hexwizard.widgets.plain_input import PlainInput
from hexwizard.widgets.question import Choice, Option


class EmailCodeScreen(CallerDialog[bool | None]):
    """The address is chosen off the record, never typed; with a single one the code leaves at once."""

    TITLE_KEY = "email-code.title"
    HELP_KEY = "email-code.help"
    AUTO_FOCUS: ClassVar[str] = "#addresses, #code"

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self._waiting = call.caller.waiting_code()
        self._places = tuple(one for one in call.caller.addresses() if one.closed is None)
        self._where = ""

    def lead(self) -> list[Content]:
        waiting = self._waiting
        if waiting is None:
            return [self.line(message("email-code.which"))]
        lines = [
            self.line(message("email-code.sent")),
            Content.assemble("   ", plain(waiting.address).stylize("bold $accent")),
            self.line(message("email-code.until", remaining=self._left(waiting), count=self.call.caller.tries_left)),
        ]
        if self._where and self.wizard.demo:
            lines.append(self.warning(message("email-code.demo", path=self._where)))
        return lines

    def answers(self) -> list[Widget]:
        if self._waiting is not None:
            return [PlainInput(placeholder="000 000", id="code", max_length=20)]
        options = [
            Option(one.value, one.value + (f" — {self.say.render(one.doubt)}" if one.doubt else ""))
            for one in self._places
        ]
        return [Choice(self.say("email-code.question"), options, id="addresses")]

    def _left(self, waiting: SentCode) -> str:
        """Minutes and seconds, as on a clock that runs down."""
        minutes, seconds = divmod(
            max(0, ceil((waiting.expires_at - self.call.desk.services.clock()).total_seconds())), 60
        )
        return f"{minutes}:{seconds:02}"

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(1, self.count_down, name="count-down")
        if self._waiting is None and len(self._places) == 1:
            self.send(self._places[0].value)

    async def count_down(self) -> None:
        """Every second: what is left of the code; once it is over, an address may be chosen again."""
        waiting = self._waiting
        at_work = any(one.group == "answer" and one.is_running for one in self.workers)
        if waiting is None or at_work or self.is_over:
            return
        if self.call.desk.services.clock() < waiting.expires_at:
            self.show_words()
            return
        self._waiting = None
        await self.recompose()
        self.show_words()
        self.show_problem(self.say("email-code.over"))
        self.query_one("#addresses").focus()

    @on(Choice.Picked, "#addresses")
    def _address_chosen(self, event: Choice.Picked) -> None:
        self.send(event.option_id)

    @work(exclusive=True, group="answer")
    async def send(self, address: str) -> None:
        self.show_problem("")
        self.show_busy(self.say("email-code.sending"))
        try:
            sent = await self.at_work(lambda: self.call.caller.send_code(address))
            self._waiting = await self.at_work(self.call.caller.waiting_code)
        except Problem as problem:
            self.show_busy("")
            self.explain(problem)
            return
        self._where = sent.receipt
        await self.recompose()
        self.show_words()
        if sent.failure is not None:
            self.show_problem(self.say.render(sent.failure))
        for field in self.query("#code, #addresses"):
            field.focus()

    @on(Input.Submitted, "#code")
    def _typed(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.enter(event.value)

    @work(exclusive=True, group="answer")
    async def enter(self, typed: str) -> None:
        self.show_problem("")
        self.show_busy(self.say("email-code.checking"))
        try:
            await self.at_work(lambda: self.call.caller.enter_code(typed))
        except Problem as problem:
            self.show_busy("")
            self.explain(problem)
            self.query_one("#code").focus()
            return
        self.show_busy("")
        last = self.call.caller.last_attempt()
        if last is not None and last.outcome is AttemptOutcome.WRONG:
            code = self.query_one("#code", Input)
            code.clear()
            code.focus()
            self.show_words()
            self.show_problem(self.say("email-code.wrong", count=self.call.caller.tries_left))
            return
        self.dismiss(True)
