"""A temporary password by e-mail, in the clear: only where an administrator has accepted a policy that says so.

Whoever reads the mailbox reads the password (PROMISES, security, row 3: it travels to an address on file at most).
"""

from __future__ import annotations

from dataclasses import dataclass

from hexwizard.accounts.identifiers import comparison_key
from hexwizard.accounts.model import Account
from hexwizard.credentials import temporary
from hexwizard.desk.actor import Act, Actor
from hexwizard.desk.case import Case
from hexwizard.desk.mailing import letters, sending
from hexwizard.desk.mailing.post_office import PostOffice
from hexwizard.desk.mailing.records import MailState
from hexwizard.desk.repairs import RepairRefused, context_of, record_step
from hexwizard.desk.services import Services
from hexwizard.desk.verification.enforcement import require_verified
from hexwizard.desk.verification.policies import AcceptedPolicy, in_force
from hexwizard.locale.message import Message
from hexwizard.stores.protocol import Reader


@dataclass(frozen=True, slots=True)
class MailedPassword:
    """`failure` says why the letter has not left; where it may yet, it is tried again."""

    case: Case
    failure: Message | None = None


class MailedPasswords:
    def __init__(self, services: Services, post_office: PostOffice) -> None:
        self._services = services
        self._post_office = post_office

    def accepted(self) -> AcceptedPolicy | None:
        """Who took it upon himself that temporary passwords go by e-mail; None where they do not."""
        return self._accepted(self._services.store.reader())

    def _accepted(self, reader: Reader) -> AcceptedPolicy | None:
        force = in_force(self._services.settings.verification, reader)
        return force.accepted if force.policy.mail_temporary_password else None

    def send(self, actor: Actor, case: Case, account: Account, text: str) -> MailedPassword:
        """Send `text`, the temporary password just made, to the e-mail on record that the agent confirmed.

        It opens nothing before the agent says that the client has it. Takes one argon2 verification. Raises
        `RepairRefused` where the policy forbids it, the address is not on record, or `text` is not the pending one;
        `CallerNotVerified`.
        """
        services = self._services
        held = temporary.pending(account)
        if held is None or not services.hasher.explain(held.hash, text):
            raise RepairRefused("problem.none-pending")
        context = context_of(case)
        with services.acting(actor, Act.MAIL_TEMPORARY_PASSWORD, client=account.username, context=context) as acting:
            require_verified(acting, case, account)
            if self._accepted(acting.transaction) is None:
                raise RepairRefused("why-not.mail-temporary-password")
            current = acting.current(account)
            address = on_record(current, case.confirmed_email)
            if address is None:
                raise RepairRefused("why-not.no-email")
            if temporary.pending(current) != held or acting.at >= held.expires_at:
                raise RepairRefused("problem.none-pending")
            language = (case.client_language or current.language).value
            left = held.expires_at - acting.at
            draft = letters.temporary_password(current, address, text, lifetime=left, language=language)
            mail = sending.send(services, acting, draft, current, case.id)
            if mail is None:
                raise RepairRefused("verification.no-mail")
            kept = record_step(acting, case, Act.MAIL_TEMPORARY_PASSWORD)
        tried = self._post_office.deliver(mail)
        why = tried.reason.message() if tried.reason is not None and tried.state is not MailState.SENT else None
        return MailedPassword(kept, why)


def on_record(account: Account, address: str | None) -> str | None:
    """`address` as it stands on the record; None where it does not."""
    key = comparison_key(address or "")
    return next((one for one in account.identifiers()[1:] if comparison_key(one) == key), None)
