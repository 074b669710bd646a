"""What reminds an operator of parked calls, on whatever screen they are."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.desk.clock import Clock, system_clock
from hexwizard.terminal.late_desk import LateDesk
from hexwizard.terminal.live_app import LiveApp

if TYPE_CHECKING:
    from hexwizard.desk.case import Case
    from hexwizard.desk.parking import Parking

REMIND_SECONDS = 10


class RemindingApp(LiveApp):
    """Each wait is told once: when it is over, or once the wizard is unlocked."""

    def __init__(self, late: LateDesk, clock: Clock = system_clock) -> None:
        super().__init__(late, clock)
        self._reminded_of: set[Parking] = set()

    def on_mount(self) -> None:
        self.set_interval(REMIND_SECONDS, self.remind, name="remind")

    @work(exclusive=True, group="reminding")
    async def remind(self) -> None:
        """Tell of the calls of this operator that have waited long enough."""
        due = await asyncio.to_thread(self._calls_due)
        for case, client in due:
            parked = case.parked
            if parked is None or self.is_locked or self.actor is None or parked in self._reminded_of:
                continue
            self._reminded_of.add(parked)
            told = self.say("parked.due", client=client, what=self.say(f"parked.waits.{parked.awaited}"))
            self.notify(told, severity="warning", timeout=20)

    def _calls_due(self) -> list[tuple[Case, str]]:
        actor = self.actor
        if actor is None or self.is_locked:
            return []
        try:
            return [(case, self._name_of_client(case)) for case in self.desk.cases.due(actor)]
        except Problem:
            return []  # a store that cannot be read is told where something is asked of it

    def _name_of_client(self, case: Case) -> str:
        account = self.desk.clients.account(case.username) if case.username else None
        return account.full_name if account is not None else case.identifier or case.id
