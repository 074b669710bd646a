"""The client on the line: found, and what stops them read off the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hexwizard.accounts.identifiers import comparison_key, require_text
from hexwizard.accounts.model import Account, Company, MobileApp, TemporaryPassword, TemporaryState
from hexwizard.accounts.problems import Problem
from hexwizard.accounts.resolution import owner
from hexwizard.credentials import temporary, throttle
from hexwizard.credentials.slips import PasswordSlip, variants
from hexwizard.desk.data_files import providers
from hexwizard.desk.sent_invitations import newest_invitation
from hexwizard.desk.sent_resets import newest
from hexwizard.desk.services import Services
from hexwizard.diagnosis.candidates import Candidate
from hexwizard.diagnosis.engine import diagnose
from hexwizard.diagnosis.facts import Facts, PasswordCheck, PhoneMessage
from hexwizard.diagnosis.findings import Diagnosis
from hexwizard.stores.protocol import Reader, StoreUnusable

if TYPE_CHECKING:
    from hexwizard.diagnosis.near_misses import NearMisses

MOST_CANDIDATES = 5


class EmptyIdentifier(Problem):
    """Nothing was typed."""

    exit_status = 2


def require_identifier(typed: str) -> str:
    """`typed` itself. Raises `EmptyIdentifier`, `UnreadableText`."""
    if not comparison_key(require_text(typed)):
        raise EmptyIdentifier("problem.identifier.empty")
    return typed


@dataclass(frozen=True, slots=True)
class Question:
    """What is known when a diagnosis is asked for. `username` is set once the agent knows who the client is.

    The password is looked at once and kept nowhere.
    """

    identifier: str | None
    username: str | None = None
    message: PhoneMessage | None = None
    no_mail: bool | None = None
    app: MobileApp | None = None
    password: str | None = field(default=None, repr=False)
    caller_verified: bool = False


class Clients:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._near_misses: tuple[int, NearMisses] | None = None

    def search(self, text: str, limit: int = 20) -> tuple[Account, ...]:
        """Clients by what they type at the sign-in, by name, phone or username; exact holders come first."""
        if not text.strip():
            return ()
        reader = self._services.store.reader()
        found = {account.username: account for account in reader.holders(text)}
        for account in reader.search(text, limit):
            found.setdefault(account.username, account)
        return tuple(found.values())[:limit]

    def get_ready(self) -> None:
        """Make what the next search would wait for, where everything is at hand. For a thread; raises nothing.

        The first search after another wizard's change then takes as long as any other.
        """
        store = self._services.store
        if not store.answers_from_memory:
            return
        with suppress(StoreUnusable):
            reader = store.reader()
            reader.search("", 1)
            self._index(reader).get_ready()

    def account(self, username: str) -> Account | None:
        return self._services.store.reader().account(username)

    def examine(self, question: Question) -> tuple[Facts, Diagnosis]:
        """What stops the client, changing nothing. Takes up to a few argon2 verifications when a password is given.

        Raises `EmptyIdentifier`, `UnreadableText`.
        """
        facts = self.facts(question)
        return facts, diagnose(facts)

    def facts(self, question: Question) -> Facts:
        """Everything that the record tells about `question`."""
        reader = self._services.store.reader()
        now = self._services.clock()
        identifier = question.identifier
        holders: Sequence[Account] = ()
        if identifier is not None:
            require_identifier(identifier)
            holders = reader.holders(identifier)
        account = reader.account(question.username) if question.username else owner(identifier or "", holders)
        candidates: tuple[Candidate, ...] = ()
        if account is None:
            if identifier is not None:
                candidates = self._candidates(reader, identifier)
            return Facts(
                now,
                identifier,
                candidates=candidates,
                message=question.message,
                app=question.app,
                newest=self._services.settings.newest_app,
            )
        dead = temporary.newest_dead(account, now)
        return Facts(
            now=now,
            identifier=identifier,
            account=account,
            survivor=reader.account(account.merged_into) if account.merged_into else None,
            companies=_companies_of(account, reader.companies()),
            others=self._others(reader, account, holders),
            message=question.message,
            no_mail=question.no_mail,
            app=question.app or account.app,
            newest=self._services.settings.newest_app,
            password=None if question.password is None else self._check(account, question.password),
            hold=throttle.remaining(account.attempts, now),
            stopped=throttle.is_stopped(account.attempts),
            dead_temporary=dead.state if dead is not None else None,
            has_live_temporary=temporary.live(account, now) is not None,
            temporary_passwords_today=temporary.issued_lately(account, now),
            provider=_provider_of(account),
            domain_meant=_domain_meant(account),
            reset=newest(reader, account, now),
            invitation=newest_invitation(reader, account),
            caller_verified=question.caller_verified,
        )

    @staticmethod
    def _others(reader: Reader, account: Account, holders: Sequence[Account]) -> tuple[Account, ...]:
        """Further accounts that hold what the client types, or one of the account's secondary addresses."""
        found = {holder.username: holder for holder in holders}
        for address in account.secondary_emails:
            found.update({holder.username: holder for holder in reader.holders(address)})
        found.pop(account.username, None)
        return tuple(found[name] for name in sorted(found))

    def _candidates(self, reader: Reader, identifier: str) -> tuple[Candidate, ...]:
        return self._index(reader).search(identifier, lambda key: _holdings(reader, key), MOST_CANDIDATES)

    def _index(self, reader: Reader) -> NearMisses:
        from hexwizard.diagnosis.near_misses import NearMisses

        if self._near_misses is None or self._near_misses[0] != reader.identifiers_generation:
            built = NearMisses(reader.identifiers(), frozenset(providers()))
            self._near_misses = (reader.identifiers_generation, built)
        return self._near_misses[1]

    def _check(self, account: Account, password: str) -> PasswordCheck:
        now = self._services.clock()
        hasher = self._services.hasher
        living = temporary.live(account, now)
        opening = living.hash if living is not None else account.password_hash
        if opening is not None and hasher.explain(opening, password):
            return PasswordCheck(right=True)
        dead = self._dead_match(account, living, password)
        if dead is not None:
            return PasswordCheck(right=False, dead=dead.state)
        if opening is not None:
            for slip, variant in variants(password):
                if hasher.explain(opening, variant, as_typed=slip is PasswordSlip.ACCENT):
                    return PasswordCheck(right=False, slip=slip)
        return PasswordCheck(right=False)

    def _dead_match(
        self, account: Account, living: TemporaryPassword | None, password: str
    ) -> TemporaryPassword | None:
        for held in account.temporary:
            if held is living or held.state is TemporaryState.PENDING:
                continue
            if self._services.hasher.explain(held.hash, password):
                return held
        return None


def _holdings(reader: Reader, key: str) -> Iterator[tuple[str, str]]:
    """Who holds an identifier: each as (identifier as recorded, username)."""
    for account in reader.holders(key):
        for identifier in account.identifiers():
            if comparison_key(identifier) == key:
                yield identifier, account.username


def _companies_of(account: Account, companies: Mapping[str, Company]) -> dict[str, Company]:
    return {tie.company_id: companies[tie.company_id] for tie in account.memberships if tie.company_id in companies}


def _provider_of(account: Account) -> str | None:
    return providers().get(_domain_of(account)) or None


def _domain_meant(account: Account) -> str:
    """The provider's domain that the address probably means; empty where it is one, or like none."""
    from hexwizard.diagnosis.near_misses.domains import meant

    return meant(_domain_of(account), providers().keys())


def _domain_of(account: Account) -> str:
    """Of the address that mail goes to."""
    address = account.primary_email or next(iter(account.secondary_emails), "")
    return comparison_key(address).rpartition("@")[2]
