"""Which repairs are open for this client, and why the others are not: the article's rules stand here, on no button."""

from __future__ import annotations

from datetime import datetime

from hexwizard.accounts.model import Account, Place
from hexwizard.credentials import reset_codes
from hexwizard.credentials.temporary import MOST_IN_A_DAY
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import By, Repair, RepairId
from hexwizard.locale.message import Message, say


def retype_identifier() -> Repair:
    """The client corrects what is typed (article, section 2a)."""
    return Repair(RepairId.CORRECT_IDENTIFIER, By.CLIENT)


def correct_record(facts: Facts) -> Repair:
    """The agent corrects the e-mail on record to the one the client really uses (article, section 2b)."""
    return Repair(RepairId.CORRECT_IDENTIFIER, By.AGENT, _no_correction(facts))


def _no_correction(facts: Facts) -> Message | None:
    if facts.account is None:
        return say("why-not.no-account")
    if facts.account.is_merged:
        return say("why-not.merged")
    return None


def use_username(facts: Facts) -> Repair:
    """The client signs in with the username (article, section 2c)."""
    closed = say("why-not.deactivated") if facts.is_deactivated else None
    return Repair(RepairId.USE_USERNAME, By.CLIENT, closed)


def make_primary(facts: Facts) -> Repair:
    """The secondary e-mail becomes the primary one, where no other account enters with it (article, section 2b)."""
    return Repair(RepairId.MAKE_PRIMARY, By.PROFESSIONAL, _no_primary(facts))


def _no_primary(facts: Facts) -> Message | None:
    account = facts.account
    if account is None:
        return say("why-not.no-account")
    if account.is_merged:
        return say("why-not.merged")
    if facts.place is Place.SECONDARY and facts.identifier is not None:
        addresses: tuple[str, ...] = (facts.identifier.strip(),)
    else:
        addresses = account.secondary_emails
    if not addresses:
        return say("why-not.no-secondary")
    other = facts.entered_by_another(addresses[0])
    return None if other is None else say("why-not.taken", username=other.username)


def reset_mail(facts: Facts) -> Repair:
    """« Mot de passe oublié? » (article, section 2a)."""
    return Repair(RepairId.RESET_MAIL, By.CLIENT, _no_reset(facts))


def _no_reset(facts: Facts) -> Message | None:
    if facts.account is None:
        return say("why-not.no-account")
    return reset_mail_closed(facts.account, facts.now, deactivated=facts.is_deactivated)


def reset_mail_closed(account: Account, now: datetime, *, deactivated: bool) -> Message | None:
    """Why no reset e-mail may go to `account` now; None where it may. Three in 24 hours go to one address."""
    address = account.primary_email
    if deactivated:
        return say("why-not.deactivated")
    if address is None:
        return say("why-not.secondary-only") if account.secondary_emails else say("why-not.no-email")
    if reset_codes.sent_lately(account, address, now) >= reset_codes.MOST_IN_A_DAY:
        return say("why-not.too-many-resets", count=reset_codes.MOST_IN_A_DAY)
    return None


def temporary_password(facts: Facts) -> Repair:
    """« Générer un mot de passe temporaire », for a client of exactly one company (article, section 3; rule 3)."""
    return Repair(RepairId.TEMPORARY_PASSWORD, By.AGENT, temporary_password_closed(facts))


def temporary_password_closed(facts: Facts) -> Message | None:
    """Why no temporary password may be made; None where it may."""
    if facts.account is None:
        return say("why-not.no-account")
    if facts.is_deactivated:
        return say("why-not.deactivated")
    if len(facts.active_companies) > 1:
        names = tuple(company.name for company in facts.active_companies)
        if reset_mail(facts).allowed:
            return say("why-not.several-companies", companies=names)
        return say("why-not.several-companies-no-mail", companies=names)
    if facts.temporary_passwords_today >= MOST_IN_A_DAY:
        return say("why-not.too-many-temporary", count=MOST_IN_A_DAY)
    return None


def resend_invitation(facts: Facts) -> Repair:
    """« Renvoyer l'invitation », to a client who has never connected (rule 6)."""
    closed: Message | None = None
    if facts.account is None:
        closed = say("why-not.no-account")
    elif facts.is_deactivated:
        closed = say("why-not.deactivated")
    elif not (facts.account.primary_email or facts.account.secondary_emails):
        closed = say("why-not.no-email")
    elif facts.account.first_connection is not None:
        closed = say("why-not.has-connected")
    return Repair(RepairId.RESEND_INVITATION, By.AGENT, closed)


def wait_or_unlock(facts: Facts) -> Repair:
    closed = None if facts.hold else say("why-not.not-held")
    return Repair(RepairId.WAIT_OR_UNLOCK, By.AGENT, closed)


def restore_access(facts: Facts) -> Repair:
    """The professional who withdrew the access, or a colleague, gives it back (article, section 4.2)."""
    open_again = facts.account is not None and any(
        tie.withdrawn_by is not None
        and (company := facts.companies.get(tie.company_id)) is not None
        and company.uses_product(facts.now.date())
        for tie in facts.account.memberships
    )
    closed = None if open_again else say("why-not.not-withdrawn")
    return Repair(RepairId.RESTORE_ACCESS, By.PROFESSIONAL, closed)


def free_email(facts: Facts) -> Repair:
    """A Hexpert unties the e-mail from a deactivated account (article, sections 4.1 and 4.3; rule 5)."""
    closed: Message | None = None
    if facts.account is None:
        closed = say("why-not.no-account")
    elif not facts.is_deactivated:
        closed = say("why-not.not-deactivated")
    elif not (facts.account.primary_email or facts.account.secondary_emails):
        closed = say("why-not.no-email-to-free")
    return Repair(RepairId.FREE_EMAIL, By.HEXPERT, closed)


def update_app(facts: Facts) -> Repair:  # noqa: ARG001 - every repair is asked with the facts
    return Repair(RepairId.UPDATE_APP, By.CLIENT)


def hand_over() -> Repair:
    """To a Hexpert, with everything tried (article, section 6). Always open."""
    return Repair(RepairId.HAND_OVER, By.AGENT)


def is_dead_end(facts: Facts) -> bool:
    """Secondary e-mail only and several companies: neither the reset e-mail nor a temporary password is left."""
    account = facts.account
    return (
        account is not None
        and not facts.is_deactivated
        and account.primary_email is None
        and bool(account.secondary_emails)
        and len(facts.active_companies) > 1
    )
