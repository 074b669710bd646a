"""What the screens around the call have in common: the bar on top, one calm column, the keys at the foot."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from hexwizard.screens.base import WizardScreen
from hexwizard.screens.field import Field
from hexwizard.widgets.case_bar import CaseBar, CaseLine
from hexwizard.widgets.key_bar import KeyBar

Result = TypeVar("Result")
PRODUCT: Final = "hexwizard"


class OutsideScreen(WizardScreen[Result], Generic[Result]):
    """A subclass gives its `column`, and its words in `show_words`."""

    CSS_PATH = "outside.tcss"

    def compose(self) -> ComposeResult:
        yield CaseBar(CaseLine(PRODUCT))
        with VerticalScroll(classes="column", can_focus=False):
            yield from self.column()
        yield KeyBar(self.word)

    def word(self, key: str) -> str:
        """For the keys at the foot, in the language of the moment."""
        return self.say(key)

    def column(self) -> ComposeResult:
        """What stands between the bar and the keys."""
        yield from ()

    def show_words(self) -> None:
        """The bar, and what each field says is wrong."""
        actor = self.wizard.actor
        operator = "" if actor is None else f"{actor.name} · {self.say(f'role.{actor.role.value}')}"
        self.query_one(CaseBar).show(CaseLine(PRODUCT, operator=operator, language=self.say.language))
        for field in self.query(Field):
            field.show(self.say)
