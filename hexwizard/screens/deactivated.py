"""Section 4: the account is deactivated, by one of three causes."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class DeactivatedScreen(SectionScreen):
    SECTION = SectionKey.DEACTIVATED
