"""Fields whose text is the case's: kept as it is typed, however slow the store and whatever the agent does next."""

from __future__ import annotations

from functools import partial
from typing import Generic, TypeAlias, TypeVar

from textual import on
from textual.widgets import Input

from hexwizard.desk.call import Call
from hexwizard.screens.base import WizardScreen
from hexwizard.stores.protocol import StoreUnusable

Result = TypeVar("Result")
Noted: TypeAlias = tuple[str, str | None]
"""The note and the client's device; None where that is not asked for."""


class Noting(WizardScreen[Result], Generic[Result]):
    """A subclass says what stands in its fields (`noted`), and names this base last: Textual styles by the first."""

    call: Call
    _given: Noted | None = None
    """What was given to be kept last, or shown at first; None before the screen has opened."""
    _kept: Noted | None = None

    def noted(self) -> Noted:
        """What stands in the fields."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._given = self._kept = self.noted()

    @property
    def is_noted(self) -> bool:
        """Whether all that was typed here is kept."""
        return self._given is None or self.noted() == self._kept

    @on(Input.Changed, "#note, #device")
    def _typed(self) -> None:
        self.keep_soon()

    def keep_soon(self) -> None:
        """Worked at by the wizard and not by this screen: what was typed last is kept also when the agent goes on."""
        if self._given is None or self._given == (noted := self.noted()):
            return
        self._given = noted
        self.app.run_worker(self._keep(noted), group=f"noting {id(self)}", exclusive=True)

    async def _keep(self, noted: Noted) -> None:
        try:
            await self.at_work(partial(self.call.note, *noted))
        except StoreUnusable as problem:
            if not (self.wizard.is_away or self.is_over):  # told already; in any case it is kept with the next answer
                self.explain(problem)
        else:
            self._kept = noted

    def keep_typed(self) -> None:
        if not self.is_noted:
            self.call.note(*self.noted())
