"""How each section of the article stands for this client: the rail's marks, and what `Enter` goes to."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from hexwizard.article import SECTION_OF, SECTIONS, Cause, Section, SectionKey
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.facts import Facts, PhoneMessage
from hexwizard.diagnosis.findings import Certainty, Diagnosis


class Mark(StrEnum):
    FOUND = "found"
    TO_ASK = "to-ask"
    RULED_OUT = "ruled-out"
    NOT_APPLICABLE = "not-applicable"


def marks(facts: Facts, diagnosis: Diagnosis) -> dict[SectionKey, Mark]:
    """The mark of every section, in the article's order."""
    return {section.key: _mark(section, facts, diagnosis) for section in SECTIONS}


def _mark(section: Section, facts: Facts, diagnosis: Diagnosis) -> Mark:  # noqa: PLR0911 - one line a section
    match section.key:
        case SectionKey.START:
            return Mark.TO_ASK if facts.message is None else Mark.RULED_OUT
        case SectionKey.USERNAME:
            return _of_cause(Cause.SECONDARY_EMAIL_USED, diagnosis)
        case SectionKey.DEACTIVATED:
            return Mark.FOUND if facts.is_deactivated else Mark.RULED_OUT
        case SectionKey.TEMPORARY_PASSWORD if diagnosis.finding(Cause.TEMPORARY_PASSWORD_EXPIRED) is None:
            closed = repairs.temporary_password_closed(facts) is not None
            return Mark.NOT_APPLICABLE if closed else Mark.TO_ASK
        case SectionKey.FORGOTTEN_PASSWORD if facts.account is None or facts.is_deactivated:
            return Mark.NOT_APPLICABLE
        case SectionKey.CANNOT_CONNECT if facts.is_deactivated and facts.message is not PhoneMessage.INVALID:
            return Mark.NOT_APPLICABLE
        case SectionKey.ANSWERED | SectionKey.STILL_IMPOSSIBLE:
            return Mark.TO_ASK
    found = [diagnosis.finding(cause) for cause in section.causes]
    if any(finding is not None for finding in found):
        return Mark.FOUND
    return Mark.RULED_OUT if all(cause in diagnosis.ruled_out for cause in section.causes) else Mark.TO_ASK


def _of_cause(cause: Cause, diagnosis: Diagnosis) -> Mark:
    if diagnosis.finding(cause) is not None:
        return Mark.FOUND
    return Mark.RULED_OUT if cause in diagnosis.ruled_out else Mark.TO_ASK


_ASKED_IN_ORDER = (
    SectionKey.CANNOT_CONNECT,
    SectionKey.FORGOTTEN_PASSWORD,
    SectionKey.PRIMARY_EMAIL,
    SectionKey.INVITATION,
    SectionKey.APP_VERSION,
)


def next_section(
    facts: Facts, diagnosis: Diagnosis, visited: Collection[SectionKey], *, acted: bool = False, in_vain: bool = False
) -> SectionKey | None:
    """Where `Enter` goes: what is found first, in the order of the verdict; then what is to ask, in the article's.

    A section that is ruled out, not applicable or already seen is passed over. None when the client should try (again):
    nothing is left that could help, something was done since the last try (`acted`), or what was found is confirmed and
    has been seen. `in_vain` says that the client has tried again without success: then what was not asked yet is asked,
    and at last the case is handed over.
    """
    for finding in diagnosis.findings:
        section = SECTION_OF[finding.cause].key
        if section not in visited and section is not SectionKey.STILL_IMPOSSIBLE:
            return section
    explained = any(
        finding.certainty is Certainty.CONFIRMED and finding.cause is not Cause.NOTHING_FOUND
        for finding in diagnosis.findings
    )
    if acted or (explained and not in_vain):
        return None
    now = marks(facts, diagnosis)
    for key in _ASKED_IN_ORDER:
        if now[key] is Mark.TO_ASK and key not in visited:
            return key
    return SectionKey.STILL_IMPOSSIBLE if in_vain and SectionKey.STILL_IMPOSSIBLE not in visited else None
