"""The demo: take the place of another operator, without a password, to see a call from every side."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widget import Widget

from hexwizard.desk.actor import Actor
from hexwizard.desk.demo import seats
from hexwizard.screens.dialog import Asking
from hexwizard.widgets.question import Choice, Option


class DemoSeatScreen(Asking[Actor | None]):
    """Ends with the operator whose place is taken; Escape stays in one's own."""

    TITLE_KEY = "demo-seat.title"
    HELP_KEY = "demo-seat.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"

    def answers(self) -> list[Widget]:
        self._seats = seats(self.wizard.desk)
        here = self.wizard.actor
        options = [Option(one.name, f"{one.name} — {self.say(f'role.{one.role}')}") for one in self._seats]
        return [Choice(self.say("demo-seat.question"), options, picked=here.name if here else None)]

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(next(one for one in self._seats if one.name == event.option_id))

    _seats: tuple[Actor, ...] = ()
