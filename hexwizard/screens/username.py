"""Section 2c: an account whose only e-mail is secondary is entered with the username."""

from hexwizard.article import SectionKey
from hexwizard.screens.section import SectionScreen


class UsernameScreen(SectionScreen):
    SECTION = SectionKey.USERNAME
