"""The client's end: what the mobile app answers to an identifier and a password."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from hexwizard.accounts.identifiers import require_text
from hexwizard.accounts.model import Account, Attempts, MobileApp, TemporaryPassword, TemporaryState
from hexwizard.accounts.problems import Problem
from hexwizard.accounts.resolution import entrant
from hexwizard.credentials import temporary, throttle
from hexwizard.desk.actor import CLIENT_APP, Act
from hexwizard.desk.services import Acting, Services
from hexwizard.stores.protocol import Table

if TYPE_CHECKING:
    from hexwizard.desk.admissions import Admission, Admissions


class PhoneAnswer(StrEnum):
    """The one thing that the client sees. A wrong identifier and a wrong password give the same (rule 2)."""

    CONNECTED = "connected"
    INVALID = "invalid"
    DEACTIVATED = "deactivated"
    CHOOSE_PASSWORD = "choose-password"  # noqa: S105 - an answer's name
    CODE_REFUSED = "code-refused"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - an answer's name

    @property
    def is_admitted(self) -> bool:
        return self in (PhoneAnswer.CONNECTED, PhoneAnswer.CHOOSE_PASSWORD)

    @property
    def is_yes(self) -> bool:
        """Whether the client got what was asked for."""
        return self.is_admitted or self is PhoneAnswer.PASSWORD_CHANGED


@dataclass(frozen=True, slots=True)
class Signed:
    """What the app is answered. `token` is for the app alone, where a new password must be chosen: it proves who was
    let in by the temporary one.
    """

    answer: PhoneAnswer
    token: str | None = field(default=None, repr=False)


class NoPasswordToChoose(Problem):
    """The client has not just signed in with a temporary password."""


class ClientSignIn:
    def __init__(self, services: Services) -> None:
        self._services = services

    @cached_property
    def _admissions(self) -> Admissions:
        from hexwizard.desk.admissions import Admissions

        return Admissions(self._services.chooser)

    def attempt(self, identifier: str, password: str, app: MobileApp | None = None) -> PhoneAnswer:
        """As `sign_in`, for those who only want to know the answer."""
        return self.sign_in(identifier, password, app).answer

    def sign_in(self, identifier: str, password: str, app: MobileApp | None = None) -> Signed:
        """Answer as the app would. Costs one argon2 verification, whether the account exists or not.

        While an account is held back after failures, even the right password is refused, in the same words; attempts
        made then are not counted, so that a stranger cannot hold a client out for ever. Raises `UnreadableText`.
        """
        services = self._services
        now = services.clock()
        require_text(identifier)
        seen = entrant(identifier, services.store.reader().holders(identifier))
        living = temporary.live(seen, now) if seen is not None else None
        encoded = living.hash if living is not None else seen.password_hash if seen is not None else None
        right = services.hasher.verify(encoded, password)
        new_hash = None
        if right and living is None and encoded is not None and services.hasher.is_outdated(encoded):
            new_hash = services.hasher.hash(password)
        known = seen.username if seen is not None else ""
        with services.acting(CLIENT_APP, Act.CLIENT_SIGN_IN, client=known) as acting:
            answer = PhoneAnswer.INVALID
            if seen is not None:
                answer = self._settle(acting, seen, living, right=right, new_hash=new_hash, app=app)
            acting.outcome = answer.value
        if answer is PhoneAnswer.CHOOSE_PASSWORD and living is not None:
            return Signed(answer, self._admissions.admit(known, living, now))
        return Signed(answer)

    def _settle(
        self,
        acting: Acting,
        seen: Account,
        living: TemporaryPassword | None,
        *,
        right: bool,
        new_hash: str | None,
        app: MobileApp | None,
    ) -> PhoneAnswer:
        """`seen` and its `living` temporary password are what the password was held against, and was `right` for."""
        account = acting.transaction.account(seen.username)
        if account is None or throttle.remaining(account.attempts, acting.at):
            return PhoneAnswer.INVALID
        if living is None and account.signed_out_at != seen.signed_out_at:
            return PhoneAnswer.INVALID  # the password was changed while this one was looked at
        # Two phones may bring the same temporary password at once: only the first still finds it living.
        if not right or (living is not None and temporary.live(account, acting.at) != living):
            failed = replace(account, attempts=throttle.failed(account.attempts, acting.at))
            acting.transaction.put(Table.ACCOUNTS, account.username, failed)
            return PhoneAnswer.INVALID
        companies = acting.transaction.companies()
        if account.is_merged or not account.active_companies(companies, acting.at.date()):
            acting.transaction.put(Table.ACCOUNTS, account.username, replace(account, attempts=Attempts()))
            return PhoneAnswer.DEACTIVATED
        # A password that was changed while this one was looked at is not changed back.
        renewed = new_hash if account.password_hash == seen.password_hash else None
        entered = replace(
            account,
            attempts=Attempts(),
            first_connection=account.first_connection or acting.at,
            app=app or account.app,
            password_hash=renewed or account.password_hash,
        )
        if living is not None:
            used = temporary.with_state(entered, living, TemporaryState.USED)
            entered = replace(used, password_hash=None, must_choose_password=True, signed_out_at=acting.at)
        acting.transaction.put(Table.ACCOUNTS, account.username, entered)
        return PhoneAnswer.CONNECTED if living is None else PhoneAnswer.CHOOSE_PASSWORD

    def is_signed_in(self, username: str, since: datetime) -> bool:
        """Whether the app's session that began at `since` goes on: a change of password ends it (ASVS 7.4.3)."""
        account = self._services.store.reader().account(username)
        return account is not None and (account.signed_out_at is None or since >= account.signed_out_at)

    def choose_password(self, token: str, password: str) -> PhoneAnswer:
        """The client chooses the lasting password, by the token of the sign-in just made.

        Raises `PasswordRefused` where the policy forbids it or it is the temporary one: then the token stays good.
        `NoPasswordToChoose` where it is spent, older than ten minutes, or no longer what let the client in last.
        """
        # here, since most sign-ins choose none: reading these in takes a twentieth of one
        from hexwizard.desk.client_passwords import hash_of_new
        from hexwizard.desk.mailing import sending
        from hexwizard.desk.mailing.letters import Changed

        services = self._services
        admission = self._admissions.find(token, services.clock())
        account = services.store.reader().account(admission.username) if admission is not None else None
        if admission is None or account is None:
            raise NoPasswordToChoose("problem.password.none-to-choose")
        encoded = hash_of_new(services, account, password)
        with services.acting(CLIENT_APP, Act.CHOOSE_PASSWORD, client=account.username) as acting:
            current = acting.transaction.account(account.username)
            if current is None or not _was_let_in_last(acting, current, admission):
                raise NoPasswordToChoose("problem.password.none-to-choose")
            acting.transaction.put(
                Table.ACCOUNTS, current.username, replace(current, password_hash=encoded, must_choose_password=False)
            )
            sending.send_everywhere(services, acting, current, Changed.PASSWORD)
        self._admissions.forget(token)
        return PhoneAnswer.CONNECTED


def _was_let_in_last(acting: Acting, account: Account, admission: Admission) -> bool:
    """Nothing came between the sign-in and the choice: no newer temporary password, no merge, no access taken away."""
    newest = account.temporary[0] if account.temporary else None
    return (
        account.must_choose_password
        and newest is not None
        and (newest.hash, newest.state) == (admission.by.hash, TemporaryState.USED)
        and not account.is_merged
        and bool(account.active_companies(acting.transaction.companies(), acting.at.date()))
    )
