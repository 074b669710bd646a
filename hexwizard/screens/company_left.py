"""Section 4.3: the company no longer uses the product."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class CompanyLeftScreen(SectionScreen):
    SECTION = SectionKey.COMPANY_LEFT
