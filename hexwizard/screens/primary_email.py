"""Section 2b: the e-mail typed is the one tied to the account, and stands in « Principale »."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class PrimaryEmailScreen(SectionScreen):
    SECTION = SectionKey.PRIMARY_EMAIL
