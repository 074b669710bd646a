"""Beside the article: the client has never connected, and is invited again (rule 6)."""

from __future__ import annotations

from hexwizard.article import SectionKey
from hexwizard.screens.letter import LetterScreen


class InvitationScreen(LetterScreen):
    """The invitation is queued with the act that sends it again."""

    SECTION = SectionKey.INVITATION

    def looked_again(self) -> bool:
        return self.call.follow_invitation()
