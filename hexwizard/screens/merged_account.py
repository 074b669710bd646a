"""Section 4.1: two accounts were merged, and this is the one that was deactivated."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class MergedAccountScreen(SectionScreen):
    SECTION = SectionKey.MERGED_ACCOUNT
