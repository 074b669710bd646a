"""Beside the article: the client has never connected, and is invited again (rule 6)."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class InvitationScreen(SectionScreen):
    SECTION = SectionKey.INVITATION
