"""Beside the article: the client has never connected, and is invited again (rule 6)."""

from __future__ import annotations

from textual import work

from hexwizard.accounts.problems import Problem
from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class InvitationScreen(SectionScreen):
    """What becomes of the letter shows while the screen is open."""

    SECTION = SectionKey.INVITATION

    def others_wrote(self) -> None:
        super().others_wrote()
        self.follow()

    @work(exclusive=True, group="follow")
    async def follow(self) -> None:
        try:
            changed = await self.at_work(self.call.follow_invitation)
        except Problem:
            return  # told where something is asked of the store
        if changed:
            self.show_words()
