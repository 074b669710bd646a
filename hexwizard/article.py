"""The article as a table: its sections in order, and the causes that make each matter. The wizard's map; read it first.

A section's key names everything that belongs to it: `primary-email` is `screens/primary_email.py`, and its words stand
under `section.primary-email.` in the catalogues. A cause's key names its rule: `secondary-email-used` is
`diagnosis/rules/secondary_email_used.py`, and its words stand under `cause.secondary-email-used.`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SectionKey(StrEnum):
    START = "start"
    CANNOT_CONNECT = "cannot-connect"
    FORGOTTEN_PASSWORD = "forgotten-password"  # noqa: S105 - a section's name
    PRIMARY_EMAIL = "primary-email"
    USERNAME = "username"
    TEMPORARY_PASSWORD = "temporary-password"  # noqa: S105 - a section's name
    DEACTIVATED = "deactivated"
    MERGED_ACCOUNT = "merged-account"
    ACCESS_REMOVED = "access-removed"
    COMPANY_LEFT = "company-left"
    INVITATION = "invitation"
    APP_VERSION = "app-version"
    STILL_IMPOSSIBLE = "still-impossible"
    ANSWERED = "answered"


class Cause(StrEnum):
    """What stops a client, in the order in which the first that holds is the verdict (the contract, `diagnose`)."""

    MISTYPED_IDENTIFIER = "mistyped-identifier"
    UNKNOWN_IDENTIFIER = "unknown-identifier"
    MERGED_ACCOUNT = "merged-account"
    ACCESS_REMOVED = "access-removed"
    COMPANY_LEFT = "company-left"
    NEVER_CONNECTED = "never-connected"
    SECONDARY_EMAIL_USED = "secondary-email-used"
    TOO_MANY_ATTEMPTS = "too-many-attempts"
    TEMPORARY_PASSWORD_EXPIRED = "temporary-password-expired"  # noqa: S105 - a cause's name
    NEAR_MISS_PASSWORD = "near-miss-password"  # noqa: S105 - a cause's name
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a cause's name
    RESET_MAIL_MISSING = "reset-mail-missing"
    OUTDATED_APP = "outdated-app"
    NOTHING_FOUND = "nothing-found"


@dataclass(frozen=True, slots=True)
class Section:
    """One screen of the wizard. `number` is the article's; `causes` are read on this screen."""

    key: SectionKey
    number: str
    causes: tuple[Cause, ...] = ()
    parent: SectionKey | None = None


_ = SectionKey
SECTIONS: tuple[Section, ...] = (
    Section(_.START, "1"),
    Section(
        _.CANNOT_CONNECT,
        "2",
        (
            Cause.MISTYPED_IDENTIFIER,
            Cause.UNKNOWN_IDENTIFIER,
            Cause.TOO_MANY_ATTEMPTS,
            Cause.NEAR_MISS_PASSWORD,
            Cause.WRONG_PASSWORD,
        ),
    ),
    Section(_.FORGOTTEN_PASSWORD, "2a", (Cause.RESET_MAIL_MISSING,)),
    Section(_.PRIMARY_EMAIL, "2b", (Cause.SECONDARY_EMAIL_USED,)),
    Section(_.USERNAME, "2c", parent=_.PRIMARY_EMAIL),
    Section(_.TEMPORARY_PASSWORD, "3", (Cause.TEMPORARY_PASSWORD_EXPIRED,)),
    Section(_.DEACTIVATED, "4"),
    Section(_.MERGED_ACCOUNT, "4.1", (Cause.MERGED_ACCOUNT,), parent=_.DEACTIVATED),
    Section(_.ACCESS_REMOVED, "4.2", (Cause.ACCESS_REMOVED,), parent=_.DEACTIVATED),
    Section(_.COMPANY_LEFT, "4.3", (Cause.COMPANY_LEFT,), parent=_.DEACTIVATED),
    Section(_.INVITATION, "+", (Cause.NEVER_CONNECTED,)),
    Section(_.APP_VERSION, "5", (Cause.OUTDATED_APP,)),
    Section(_.STILL_IMPOSSIBLE, "6", (Cause.NOTHING_FOUND,)),
    Section(_.ANSWERED, "7"),
)
BY_KEY = {section.key: section for section in SECTIONS}
SECTION_OF = {cause: section for section in SECTIONS for cause in section.causes}


def published_section(cause: Cause) -> SectionKey:
    """The section that `diagnose --json` names for a cause: the three of 4.1 to 4.3 are published as `deactivated`."""
    section = SECTION_OF[cause]
    return section.parent or section.key
