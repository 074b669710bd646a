"""What one screen of the wizard shows: what we know, what to say, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hexwizard.accounts.model import Account
from hexwizard.article import BY_KEY, SECTION_OF, Cause, SectionKey
from hexwizard.diagnosis import repairs
from hexwizard.diagnosis.disclosure import may_tell, may_tell_username
from hexwizard.diagnosis.facts import Delivery, Facts, ResetMail, SentInvitation
from hexwizard.diagnosis.findings import Certainty, Diagnosis, Finding, Repair
from hexwizard.diagnosis.rail import Mark, marks
from hexwizard.diagnosis.reset_lines import reset_lines
from hexwizard.locale.message import Message, say


class Memory(StrEnum):
    """What was said and done in this call, and what is remembered of the client: no evidence of what stops them."""

    HEARD = "heard"
    NOTE = "note"
    PAST_CALL = "past-call"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One line of evidence. `certainty` is None for a caution: nothing to be sure of, something to mind."""

    text: Message
    certainty: Certainty | Memory | None = Certainty.CONFIRMED


@dataclass(frozen=True, slots=True)
class Briefing:
    section: SectionKey
    mark: Mark
    know: tuple[Knowledge, ...]
    say: Message
    repairs: tuple[Repair, ...]


def brief(section: SectionKey, facts: Facts, diagnosis: Diagnosis) -> Briefing:
    """The briefing of `section` for this client: its findings first, then what the record says about it."""
    causes = _causes_of(section)
    found = [finding for finding in diagnosis.findings if finding.cause in causes]
    know = list(_contradiction(section, diagnosis))
    know += [Knowledge(_own_evidence(finding, diagnosis), finding.certainty) for finding in found]
    if section is SectionKey.FORGOTTEN_PASSWORD and not found:  # a finding's evidence tells it
        know += [Knowledge(line) for line in reset_lines(facts)]
    cautions = [caution for finding in found for caution in finding.cautions]
    cautions += [caution for caution in _standing_cautions(section, facts) if caution not in cautions]
    know += [Knowledge(caution, None) for caution in cautions]
    know += [Knowledge(line) for line in _record_lines(section, facts)]
    spoken = found[0].say if found else _general_say(section, facts)
    ways = _without_repeats([way for finding in found for way in finding.repairs] or _general_repairs(section, facts))
    return Briefing(section, marks(facts, diagnosis)[section], tuple(know), spoken, ways)


_WHERE_THE_MESSAGE_COUNTS = (SectionKey.START, SectionKey.CANNOT_CONNECT, SectionKey.DEACTIVATED)


def _contradiction(section: SectionKey, diagnosis: Diagnosis) -> Iterator[Knowledge]:
    """What the phone shows against what the record says, as a line of its own that nobody overlooks."""
    shown_on = (*_WHERE_THE_MESSAGE_COUNTS, home_section(diagnosis.verdict))
    if diagnosis.contradiction is not None and section in shown_on:
        yield Knowledge(diagnosis.contradiction, None)


def _own_evidence(finding: Finding, diagnosis: Diagnosis) -> Message:
    """The finding's evidence without the contradiction, which has its own line."""
    if diagnosis.contradiction is None or finding is not diagnosis.findings[0]:
        return finding.evidence
    first = finding.evidence.params["first"]
    return first if isinstance(first, Message) else finding.evidence


def home_section(cause: Cause) -> SectionKey:
    """The screen on which a cause is dealt with."""
    return SECTION_OF[cause].key


def _causes_of(section: SectionKey) -> tuple[Cause, ...]:
    if section is SectionKey.USERNAME:
        return (Cause.SECONDARY_EMAIL_USED,)
    if section is SectionKey.START:
        return tuple(cause for cause in Cause if cause is not Cause.NOTHING_FOUND)
    if section is SectionKey.DEACTIVATED:
        return (Cause.MERGED_ACCOUNT, Cause.ACCESS_REMOVED, Cause.COMPANY_LEFT)
    if section is SectionKey.TEMPORARY_PASSWORD:
        return (*BY_KEY[section].causes, Cause.NEAR_MISS_PASSWORD, Cause.WRONG_PASSWORD)
    return BY_KEY[section].causes


def _without_repeats(ways: list[Repair]) -> tuple[Repair, ...]:
    kept: dict[tuple[str, str], Repair] = {}
    for way in ways:
        kept.setdefault((way.id, way.by), way)
    return tuple(sorted(kept.values(), key=lambda way: not way.allowed))


def _general_say(section: SectionKey, facts: Facts) -> Message:
    if section is SectionKey.USERNAME and facts.account is not None and may_tell_username(facts):
        return say("section.username.say.known", username=facts.account.username)
    if section is SectionKey.FORGOTTEN_PASSWORD and facts.reset is not None:
        if facts.reset.left:
            return _sent_say(facts, facts.reset)
        if facts.reset.used_lately(facts.now):
            return say("reset.say.used")
    return say(f"section.{section}.say")


def _sent_say(facts: Facts, sent: ResetMail) -> Message:
    """The letter is on its way: where it went, how long it holds, and the advice for that mailbox's provider."""
    advice = say(f"provider.{facts.provider or 'other'}.say")
    if may_tell(facts, sent.code.address):
        return say("reset.say.to", email=sent.code.address, time=sent.left, advice=advice)
    return say("reset.say", time=sent.left, advice=advice)


_GENERAL_REPAIRS: dict[SectionKey, tuple[Callable[[Facts], Repair], ...]] = {
    SectionKey.START: (),
    SectionKey.CANNOT_CONNECT: (repairs.reset_mail, repairs.temporary_password, repairs.correct_record),
    SectionKey.FORGOTTEN_PASSWORD: (repairs.reset_mail, repairs.temporary_password, repairs.correct_record),
    SectionKey.PRIMARY_EMAIL: (repairs.make_primary, repairs.correct_record),
    SectionKey.USERNAME: (repairs.use_username,),
    SectionKey.TEMPORARY_PASSWORD: (repairs.temporary_password, repairs.reset_mail),
    SectionKey.DEACTIVATED: (repairs.restore_access, repairs.free_email),
    SectionKey.MERGED_ACCOUNT: (repairs.free_email,),
    SectionKey.ACCESS_REMOVED: (repairs.restore_access,),
    SectionKey.COMPANY_LEFT: (repairs.free_email,),
    SectionKey.INVITATION: (repairs.resend_invitation,),
    SectionKey.APP_VERSION: (repairs.update_app,),
    SectionKey.STILL_IMPOSSIBLE: (lambda _: repairs.hand_over(),),
    SectionKey.ANSWERED: (),
}


def _general_repairs(section: SectionKey, facts: Facts) -> list[Repair]:
    ways = [way(facts) for way in _GENERAL_REPAIRS[section]]
    if section is SectionKey.FORGOTTEN_PASSWORD and facts.domain_meant:
        ways.insert(0, ways.pop())  # an address that is probably wrong is put right before anything goes there
    return ways


def _record_lines(section: SectionKey, facts: Facts) -> Iterator[Message]:
    """What the record says that belongs on this screen, whether or not anything is wrong."""
    account = facts.account
    if account is None:
        return
    match section:
        case SectionKey.START | SectionKey.CANNOT_CONNECT:
            yield say("record.enters-with", identifiers=account.entering_identifiers())
        case SectionKey.PRIMARY_EMAIL | SectionKey.USERNAME | SectionKey.FORGOTTEN_PASSWORD:
            yield from _email_lines(account)
        case SectionKey.TEMPORARY_PASSWORD:
            yield _company_line(facts)
            yield from _email_lines(account)
        case SectionKey.DEACTIVATED | SectionKey.MERGED_ACCOUNT | SectionKey.ACCESS_REMOVED | SectionKey.COMPANY_LEFT:
            yield say(f"record.status.{account.status}", username=account.username)
            yield _company_line(facts)
        case SectionKey.INVITATION:
            if account.first_connection is not None:
                yield say("record.first-connection", moment=account.first_connection)
            if account.invited_at is not None:
                yield say("record.invited", moment=account.invited_at)
            if facts.invitation is not None:
                yield _of_invitation(facts.invitation)
        case SectionKey.APP_VERSION:
            yield _app_line(facts)
        case SectionKey.STILL_IMPOSSIBLE | SectionKey.ANSWERED:
            return


_WAYS_THAT_A_DEAD_END_CLOSES = (
    SectionKey.CANNOT_CONNECT,
    SectionKey.FORGOTTEN_PASSWORD,
    SectionKey.PRIMARY_EMAIL,
    SectionKey.USERNAME,
    SectionKey.TEMPORARY_PASSWORD,
)


def _standing_cautions(section: SectionKey, facts: Facts) -> Iterator[Message]:
    """What must be minded on this screen before anything is tried, whatever was found."""
    if section in _WAYS_THAT_A_DEAD_END_CLOSES and repairs.is_dead_end(facts):
        yield say("caution.dead-end")
    if section is not SectionKey.FORGOTTEN_PASSWORD or facts.account is None:
        return
    if facts.domain_meant:
        yield say("caution.domain-slip", email=_written_to(facts.account), meant=facts.domain_meant)
    for address in facts.account.secondary_emails:
        names = tuple(other.username for other in facts.others if other.place_of(address) is not None)
        if names:
            yield say("caution.shared-address", email=address, usernames=names)
    yield say("caution.asking-again")
    yield say("caution.button-does-nothing")


def _written_to(account: Account) -> str:
    return account.primary_email or next(iter(account.secondary_emails), "")


def _of_invitation(sent: SentInvitation) -> Message:
    """What became of the letter."""
    if sent.why is not None and sent.delivery is not Delivery.ACCEPTED:
        return say(f"record.invitation.{sent.delivery}.because", email=sent.address, why=sent.why)
    return say(f"record.invitation.{sent.delivery}", email=sent.address)


def _email_lines(account: Account) -> Iterator[Message]:
    if account.primary_email is None:
        yield say("record.no-primary")
    else:
        yield say("record.primary", email=account.primary_email)
    if account.secondary_emails:
        yield say("record.secondary", emails=account.secondary_emails)


def _company_line(facts: Facts) -> Message:
    names = tuple(company.name for company in facts.active_companies)
    return say("record.companies", companies=names) if names else say("record.no-company")


def _app_line(facts: Facts) -> Message:
    if facts.app is None:
        return say("record.app.unknown")
    platform = say(f"platform.{facts.app.platform}")
    newest = facts.newest.get(facts.app.platform)
    if newest is None:
        return say("record.app.newest-unknown", platform=platform, version=facts.app.version)
    return say("record.app", platform=platform, version=facts.app.version, newest=newest)
