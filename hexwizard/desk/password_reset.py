"""The app's end of « Mot de passe oublié? »: the code of the e-mail, then a new password (article, section 2a)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hexwizard.accounts.identifiers import require_text
from hexwizard.accounts.model import Account, Attempts, ResetCode
from hexwizard.accounts.resolution import entrant
from hexwizard.credentials import reset_codes, temporary, throttle
from hexwizard.desk.actor import CLIENT_APP, Act
from hexwizard.desk.client_passwords import hash_of_new
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.mailing import sending
from hexwizard.desk.mailing.letters import Changed
from hexwizard.desk.services import Acting, Services
from hexwizard.stores.protocol import Table


@dataclass(frozen=True, slots=True)
class _Attempt:
    username: str
    right: bool
    by: ResetCode | None
    new_hash: str = field(repr=False)


class PasswordReset:
    def __init__(self, services: Services) -> None:
        self._services = services

    def choose(self, identifier: str, code: str, password: str) -> PhoneAnswer:
        """The client brings the code and chooses `password`. Costs one argon2 verification, account or not.

        CODE_REFUSED, in the same words, for a code that is wrong, past its hour, used or replaced, and for an unknown
        account; it counts as a failed attempt. A right code is taken while the account is held back too, also once a
        hundred failures have stopped it: it proves another thing than what was being guessed (NIST SP 800-63B-4
        §3.2.2), and begins the count anew. Raises `PasswordRefused`, which costs neither an attempt nor the code;
        `UnreadableText`.
        """
        services = self._services
        for text in (identifier, code, password):
            require_text(text)
        account = entrant(identifier, services.store.reader().holders(identifier))
        held = reset_codes.live(account, services.clock()) if account is not None else None
        right = services.hasher.verify(held.hash if held is not None else None, reset_codes.read(code))
        new_hash = hash_of_new(services, account, password) if right and account is not None else ""
        known = account.username if account is not None else ""
        with services.acting(CLIENT_APP, Act.RESET_PASSWORD, client=known) as acting:
            answer = self._settle(acting, _Attempt(known, right, held, new_hash))
            acting.outcome = answer.value
        return answer

    def _settle(self, acting: Acting, attempt: _Attempt) -> PhoneAnswer:
        account = acting.transaction.account(attempt.username) if attempt.username else None
        if account is None:
            return PhoneAnswer.CODE_REFUSED
        # Two phones may bring the same code at once: only the first still finds it living.
        if not attempt.right or attempt.by is None or reset_codes.live(account, acting.at) != attempt.by:
            if not throttle.remaining(account.attempts, acting.at):
                failed = replace(account, attempts=throttle.failed(account.attempts, acting.at))
                acting.transaction.put(Table.ACCOUNTS, account.username, failed)
            return PhoneAnswer.CODE_REFUSED
        if account.is_merged or not account.active_companies(acting.transaction.companies(), acting.at.date()):
            return PhoneAnswer.DEACTIVATED
        changed = _with_password(account, attempt.by, attempt.new_hash, acting)
        acting.transaction.put(Table.ACCOUNTS, account.username, changed)
        sending.send_everywhere(self._services, acting, account, Changed.PASSWORD)
        return PhoneAnswer.PASSWORD_CHANGED


def _with_password(account: Account, by: ResetCode, new_hash: str, acting: Acting) -> Account:
    """The new password alone opens from now on: no temporary one beside it, no session of the one before."""
    return replace(
        account,
        password_hash=new_hash,
        must_choose_password=False,
        attempts=Attempts(),
        temporary=temporary.all_replaced(account),
        reset_codes=reset_codes.with_used(account, by, acting.at),
        signed_out_at=acting.at,
    )
