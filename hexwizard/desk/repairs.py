"""The repairs that change an account: one small method an act."""

from __future__ import annotations

from dataclasses import replace

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Account, Attempts, Place
from hexwizard.accounts.problems import Problem
from hexwizard.credentials import throttle
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case, Step, StepOutcome
from hexwizard.desk.case_keeping import put_case
from hexwizard.desk.mailing.letters import Changed
from hexwizard.desk.mailing.sending import send_invitation, send_notice
from hexwizard.desk.services import Acting, Context, Services
from hexwizard.desk.verification.enforcement import note_reset, proved, require_verified
from hexwizard.diagnosis.findings import RepairId


class RepairRefused(Problem):
    """The repair is closed for this client; the message says why and what instead."""


def context_of(case: Case, reason: str = "") -> Context:
    return Context(case.id, case.section.value, proved(case), reason)


def record_step(acting: Acting, case: Case, what: str, outcome: StepOutcome = StepOutcome.DONE) -> Case:
    """Write the step down in the case, in the same transaction as the act."""
    kept = case.having_tried(Step(acting.at, acting.actor.name, case.section, what, outcome))
    return put_case(acting.transaction, acting.actor, acting.at, kept)


class Repairs:
    """Each method raises `NotPermitted`, `ChangedMeanwhile` or `RepairRefused`, and then nothing has happened."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def tell(self, actor: Actor, case: Case, what: str) -> Case:
        """The client or professional was told what to do; nothing changes but the case."""
        step = Step(self._services.clock(), actor.name, case.section, what, StepOutcome.TOLD)
        kept = case.having_tried(step)
        with self._services.keeping(actor) as transaction:
            if what == RepairId.RESET_MAIL:
                note_reset(transaction, kept, step.at)
            return put_case(transaction, actor, step.at, kept)

    def correct_email(self, actor: Actor, case: Case, account: Account, wrong: str | None, right: str) -> Case:
        """Put `right` in the place of `wrong` on record; with `wrong` None, add it as the primary e-mail.

        Refused where `right` is no address, or another live account enters with it; and on a merged account.
        """
        address = valid_address(right)
        with self._services.acting(
            actor, Act.CORRECT_EMAIL, client=account.username, context=context_of(case)
        ) as acting:
            require_verified(acting, case, account)
            if account.is_merged:
                raise RepairRefused("why-not.merged")
            require_free(acting, account, address)
            place = account.place_of(wrong) if wrong is not None else Place.PRIMARY
            others = tuple(one for one in account.secondary_emails if comparison_key(one) != comparison_key(address))
            if place is Place.SECONDARY:
                key = comparison_key(wrong or "")
                changed = tuple(address if comparison_key(one) == key else one for one in account.secondary_emails)
                acting.change(account, secondary_emails=changed)
            else:
                acting.change(account, primary_email=address, secondary_emails=others)
            send_notice(self._services, acting, account, Changed.EMAIL, case.id)
            return record_step(acting, case, Act.CORRECT_EMAIL)

    def make_primary(self, actor: Actor, case: Case, account: Account, address: str) -> Case:
        """Make a secondary e-mail the primary one; the primary before it becomes secondary (article, section 2b)."""
        with self._services.acting(
            actor, Act.MAKE_PRIMARY, client=account.username, context=context_of(case)
        ) as acting:
            require_verified(acting, case, account)
            if account.place_of(address) is not Place.SECONDARY or account.is_merged:
                raise RepairRefused("why-not.no-secondary")
            require_free(acting, account, address)
            key = comparison_key(address)
            chosen = next(one for one in account.secondary_emails if comparison_key(one) == key)
            others = tuple(one for one in account.secondary_emails if one != chosen)
            if account.primary_email is not None:
                others = (*others, account.primary_email)
            acting.change(account, primary_email=chosen, secondary_emails=others)
            send_notice(self._services, acting, account, Changed.EMAIL, case.id)
            return record_step(acting, case, Act.MAKE_PRIMARY)

    def resend_invitation(self, actor: Actor, case: Case, account: Account) -> Case:
        """« Renvoyer l'invitation », queued with its record, to a client who has never connected (rule 6).

        It goes to the address on file, like the reset e-mail, so no caller need be verified; unless that address is a
        new one, which may be the wrong one that somebody talked onto the record, and which the invitation would open.
        """
        with self._services.acting(
            actor, Act.RESEND_INVITATION, client=account.username, context=context_of(case)
        ) as acting:
            require_verified(acting, case, account)
            current = acting.current(account)
            if not (current.primary_email or current.secondary_emails):
                raise RepairRefused("why-not.no-email")
            if current.is_merged or not current.active_companies(acting.transaction.companies(), acting.at.date()):
                raise RepairRefused("why-not.deactivated")
            if current.first_connection is not None:
                raise RepairRefused("why-not.has-connected")
            language = (case.client_language or current.language).value
            letter = send_invitation(self._services, acting, current, language, case.id)
            acting.change(account, invited_at=acting.at, invitation=letter)
            return record_step(acting, case, Act.RESEND_INVITATION)

    def restore_access(self, actor: Actor, case: Case, account: Account) -> Case:
        """Give back every access that was withdrawn in a company still in use (article, section 4.2)."""
        with self._services.acting(
            actor, Act.RESTORE_ACCESS, client=account.username, context=context_of(case)
        ) as acting:
            require_verified(acting, case, account)
            companies = acting.transaction.companies()
            today = acting.at.date()
            restored = tuple(
                replace(tie, withdrawn_by=None)
                if tie.company_id in companies and companies[tie.company_id].uses_product(today)
                else tie
                for tie in account.memberships
            )
            if restored == account.memberships:
                raise RepairRefused("why-not.not-withdrawn")
            acting.change(account, memberships=restored)
            return record_step(acting, case, Act.RESTORE_ACCESS)

    def unlock(self, actor: Actor, case: Case, account: Account) -> Case:
        """End the hold that failed attempts brought."""
        with self._services.acting(actor, Act.UNLOCK, client=account.username, context=context_of(case)) as acting:
            require_verified(acting, case, account)
            if not throttle.remaining(acting.current(account).attempts, acting.at):
                raise RepairRefused("why-not.not-held")
            acting.change(account, attempts=Attempts())
            return record_step(acting, case, Act.UNLOCK)

    def tell_app_version(self, actor: Actor, case: Case, account: Account) -> Case:
        """The client was told to update the app (article, section 5)."""
        with self._services.acting(
            actor, Act.TELL_APP_VERSION, client=account.username, context=context_of(case)
        ) as acting:
            acting.change(account, told_app_version_at=acting.at)
            return record_step(acting, case, Act.TELL_APP_VERSION, StepOutcome.TOLD)

    def free_email(self, actor: Actor, case: Case, account: Account) -> Case:
        """Untie every e-mail from a deactivated account, so that a live one may have it (rule 5: a Hexpert's act)."""
        with self._services.acting(actor, Act.FREE_EMAIL, client=account.username, context=context_of(case)) as acting:
            require_verified(acting, case, account)
            current = acting.current(account)
            active = current.active_companies(acting.transaction.companies(), acting.at.date())
            if active and not current.is_merged:
                raise RepairRefused("why-not.not-deactivated")
            acting.change(account, primary_email=None, secondary_emails=())
            return record_step(acting, case.having_freed(current.identifiers()[1:]), Act.FREE_EMAIL)


def valid_address(text: str) -> str:
    """The address in its normal form. Raises `RepairRefused` where it is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(require_text(text).strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise RepairRefused("problem.email.invalid") from None


def require_free(acting: Acting, account: Account, address: str) -> None:
    """Raises `RepairRefused` where another live account enters with `address`."""
    for holder in acting.transaction.holders(address):
        entering = holder.place_of(address) in (Place.USERNAME, Place.PRIMARY)
        if holder.username != account.username and entering and not holder.is_merged:
            raise RepairRefused("why-not.taken", username=holder.username)
