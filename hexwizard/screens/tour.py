"""The wizard shown in five steps, over its real screens and on data that is thrown away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hexwizard.article import SectionKey
from hexwizard.desk.actor import Actor
from hexwizard.desk.clock import Clock
from hexwizard.desk.tour import TourCalls, tour_calls
from hexwizard.screens.base import WizardScreen
from hexwizard.screens.routes import call_screen
from hexwizard.screens.section import SectionScreen
from hexwizard.screens.temporary_password import TemporaryPasswordScreen
from hexwizard.widgets.key_bar import KeyBar
from hexwizard.widgets.plain import plain, plain_text
from hexwizard.widgets.secret_box import SecretBox

_PARTS: Final = ("#case-bar", "#rail", "#title", ".known", "#say", "#doing")
"""What a screen of the call is made of: all but what is spoken of steps back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence about some parts of one screen; `on_top`: what is spoken of stands below."""

    name: str
    section: SectionKey
    parts: Sequence[str]
    on_top: bool = False


STEPS: Final = (
    Step("call", SectionKey.START, ("#case-bar", "#doing"), on_top=True),
    Step("rail", SectionKey.PRIMARY_EMAIL, ("#rail",)),
    Step("panes", SectionKey.PRIMARY_EMAIL, ("#title", ".known", "#say", "#doing")),
    Step("secret", SectionKey.TEMPORARY_PASSWORD, ("#doing",)),
    Step("ending", SectionKey.ANSWERED, (".known", "#doing")),
)


class TourScreen(WizardScreen[bool], ModalScreen[bool]):
    """One step, laid over the screen that it speaks of. Ends with whether the next one is wanted."""

    HELP_KEY = "tour.help"
    CSS_PATH = "tour.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Next", id="next"),
        Binding("escape", "skip", "Skip", id="tour-skip"),
    ]

    def __init__(self, at: int) -> None:
        super().__init__()
        self._at = at
        self.set_class(STEPS[at].on_top, "-on-top")

    def compose(self) -> ComposeResult:
        with Vertical(id="callout"):
            yield Static(id="callout-text", markup=False)
        yield KeyBar(self.wizard.word)

    def show_words(self) -> None:
        count = self.say("tour.title", step=self._at + 1, steps=len(STEPS))
        self.query_one("#callout").border_title = plain_text(f" {count} ")
        self.query_one("#callout-text", Static).update(plain(self.say(f"tour.step.{STEPS[self._at].name}")))

    def action_go_on(self) -> None:
        self.dismiss(True)

    def action_skip(self) -> None:
        self.dismiss(False)


async def show_tour(app: App[Any], clock: Clock, actor: Actor) -> None:
    """All five steps, or as many as the operator wishes to see; for a worker of the app."""
    opened = tour_calls(actor, clock)
    calls = await asyncio.to_thread(opened.__enter__)
    try:
        for at, step in enumerate(STEPS):
            async with _shown(app, step, calls):
                if not await app.push_screen_wait(TourScreen(at)):
                    return
    finally:
        opened.__exit__(None, None, None)


@asynccontextmanager
async def _shown(app: App[Any], step: Step, calls: TourCalls) -> AsyncIterator[None]:
    """The screen of the step beneath, what is not spoken of stepping back."""
    if step.section is SectionKey.ANSWERED:
        await asyncio.to_thread(calls.solve)
    call = calls.proved if step.section is SectionKey.TEMPORARY_PASSWORD else calls.told
    call.enter(step.section)
    screen = call_screen(step.section, call)
    await app.push_screen(screen)
    assert isinstance(screen, SectionScreen)  # noqa: S101 - every section is one
    if isinstance(screen, TemporaryPasswordScreen):
        await screen.prepare(calls.password)
        screen.query_one(SecretBox).reveal()
    for part in _PARTS:
        screen.query_one(part).set_class(part not in step.parts, "-aside")
    try:
        yield
    finally:
        await screen.dismiss(None)
