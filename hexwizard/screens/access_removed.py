"""Section 4.2: a professional withdrew the access."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class AccessRemovedScreen(SectionScreen):
    SECTION = SectionKey.ACCESS_REMOVED
