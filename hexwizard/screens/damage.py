"""A damaged account file, before anybody can sign in: what can be brought back, what is lost, and whether to do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from hexwizard.locale.message import Message
from hexwizard.locale.words import Words
from hexwizard.screens.dialog import Asking
from hexwizard.stores.file.rescue import LastGood
from hexwizard.stores.protocol import Table
from hexwizard.widgets.keys import Answer
from hexwizard.widgets.plain import plain
from hexwizard.widgets.question import Choice, Option

_NAMED: Final = (Table.ACCOUNTS, Table.COMPANIES, Table.OPERATORS, Table.CASES)
"""What is counted aloud; the rest comes back with it."""


class DamageScreen(Asking[bool | None], inherit_bindings=False):
    """Ends with True where the person at the machine, who owns the file, wants it brought back."""

    TITLE_KEY = "damage.title"
    HELP_KEY = "damage.help"
    AUTO_FOCUS: ClassVar[str] = "Choice"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", id="cancel")]

    def __init__(self, damage: Message, good: LastGood) -> None:
        super().__init__()
        self._damage = damage
        self._good = good

    def answers(self) -> list[Widget]:
        options = [
            Option("leave", self.say("damage.leave"), Answer.LEAVE),
            Option("restore", self.say("damage.restore"), Answer.YES),
        ]
        return [Choice(self.say("damage.question"), options)]

    def body(self, say: Words) -> Content:
        return plain("\n\n".join((say.render(self._damage), " ".join(told(self._good, say)))), multiline=True)

    @on(Choice.Picked)
    def _picked(self, event: Choice.Picked) -> None:
        self.dismiss(event.option_id == "restore")


def told(good: LastGood, say: Words) -> Iterator[str]:
    """What comes back and what does not, sentence by sentence."""
    counts = tuple(
        say(f"damage.brings.{table}", count=good.counts[table]) for table in _NAMED if good.counts.get(table)
    )
    yield say("cli.restore.copy", written=good.written, counts=counts or ("—",))
    if good.kept:
        yield say("cli.restore.kept", count=good.kept)
    if good.lost is None:
        yield say("cli.restore.lost-unknown", until=good.until)
    elif good.lost:
        yield say("cli.restore.lost", count=good.lost, until=good.until)
    else:
        yield say("cli.restore.lost-none")
