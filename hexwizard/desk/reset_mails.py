"""The reset e-mail as the agent sends it: a one-use link to the primary address on record (article, section 2a)."""

from __future__ import annotations

from hexwizard.accounts.model import Account, ResetCode
from hexwizard.credentials import reset_codes
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case
from hexwizard.desk.mailing import letters, sending
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.repairs import RepairRefused, context_of, record_step
from hexwizard.desk.sent_resets import letter_of
from hexwizard.desk.services import Acting, Services
from hexwizard.desk.verification.enforcement import note_reset, require_verified
from hexwizard.diagnosis.repairs import reset_mail_closed


class ResetMails:
    def __init__(self, services: Services, post_office: PostOffice) -> None:
        self._services = services
        self._post_office = post_office

    @property
    def can_be_sent(self) -> bool:
        """Whether any mail can be sent from here; else the client asks for it with « Mot de passe oublié? » alone."""
        return self._services.mailer is not None

    def send(self, actor: Actor, case: Case, account: Account) -> Case:
        """Queue the letter with a new code; the code before is void. Takes one argon2 hash; `deliver` tries it at once.

        No caller need be verified, for it goes to the address on file alone: it is what a failed verification leaves.
        Where contact details are new, whoever had them changed may be reading there: then two proofs are asked, as for
        every other act. Three in 24 hours go to one address, a minute apart. Raises `RepairRefused`,
        `CallerNotVerified`, `ChangedMeanwhile`.
        """
        services = self._services
        code = reset_codes.generate(services.chooser)
        encoded = services.hasher.hash(code)
        with services.acting(actor, Act.SEND_RESET, client=account.username, context=context_of(case)) as acting:
            require_verified(acting, case, account)
            current = acting.current(account)
            address = _address(acting, current)
            draft = letters.reset(
                current,
                address,
                reset_codes.grouped(code),
                self._link(code),
                lifetime=reset_codes.LIFETIME,
                language=(case.client_language or current.language).value,
            )
            mail = sending.send(services, acting, draft, current, case.id)
            if mail is None:
                raise RepairRefused("verification.no-mail")
            until = acting.at + reset_codes.LIFETIME
            sent = ResetCode(encoded, acting.at, until, actor.name, address, mail.id)
            acting.change(current, reset_codes=reset_codes.with_new(current, sent))
            note_reset(acting.transaction, case, acting.at)
            return record_step(acting, case, Act.SEND_RESET)

    def deliver(self, username: str) -> None:
        """Try the client's newest reset e-mail now, while somebody waits. Raises `StoreUnusable`; it stays queued."""
        reader = self._services.store.reader()
        account = reader.account(username)
        mail = letter_of(reader, account) if account is not None else None
        if mail is not None and mail.is_free(self._services.clock()):
            self._post_office.deliver(mail)

    def _link(self, code: str) -> str:
        url = self._services.settings.mail.reset_url
        return f"{url}{code}" if url else ""


def _address(acting: Acting, current: Account) -> str:
    """Where the letter goes. Raises `RepairRefused`."""
    deactivated = not current.active_companies(acting.transaction.companies(), acting.at.date()) or current.is_merged
    closed = reset_mail_closed(current, acting.at, deactivated=deactivated)
    if closed is not None:
        raise RepairRefused(closed.key, **closed.params)
    pause = reset_codes.pause_left(current, acting.at)
    if pause:
        raise RepairRefused("why-not.reset-just-sent", time=pause)
    return current.primary_email or ""
