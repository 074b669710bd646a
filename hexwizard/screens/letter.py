"""A section whose letter is under way: what becomes of it shows while the screen is open."""

from __future__ import annotations

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.screens.section import SectionScreen


class LetterScreen(SectionScreen):
    """A subclass says in `looked_again` what is looked at; it is asked whenever others wrote, the postman included."""

    def looked_again(self) -> bool:
        """Look at the letter, in a worker; whether there is anything new to show."""
        raise NotImplementedError

    def others_wrote(self) -> None:
        super().others_wrote()
        self.follow()

    @work(exclusive=True, group="follow")
    async def follow(self) -> None:
        try:
            changed = await self.at_work(self.looked_again)
        except Problem:
            return  # told where something is asked of the store
        if changed:
            self.show_words()
