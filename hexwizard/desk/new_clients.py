"""A new client account for an e-mail that was freed (article, section 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from hexwizard.accounts.contacts import noting_changes
from hexwizard.accounts.identifiers import comparison_key, require_text, search_key
from hexwizard.accounts.model import Account, Change, Company, Language, Membership, Place
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.case import Case
from hexwizard.desk.mailing.sending import send_invitation
from hexwizard.desk.repairs import RepairRefused, context_of, record_step, require_free, valid_address
from hexwizard.desk.services import Acting, Services
from hexwizard.desk.verification.enforcement import require_verified
from hexwizard.stores.protocol import Table

LONGEST = 100
_NO_USERNAME = re.compile(r"[^a-z0-9]+")


class NewClientRefused(RepairRefused):
    """A field of the form; `field` names it."""

    def __init__(self, key: str, *, field: str, **params: str | int) -> None:
        super().__init__(key, **params)
        self.field = field


@dataclass(frozen=True, slots=True)
class NewClient:
    """What the form asks. `company` is an id or a name."""

    given_name: str
    family_name: str
    email: str
    company: str
    username: str
    language: Language = Language.FRENCH
    phone: str = ""


class NewClients:
    def __init__(self, services: Services) -> None:
        self._services = services

    def companies(self) -> tuple[Company, ...]:
        """Those that still use the product, by name."""
        today = self._services.clock().date()
        found = self._services.store.reader().companies().values()
        return tuple(sorted((one for one in found if one.uses_product(today)), key=lambda one: search_key(one.name)))

    def freed_email(self, case: Case) -> str | None:
        """The e-mail freed in the case that nobody enters with yet, first of all what the client types."""
        reader = self._services.store.reader()
        typed = comparison_key(case.identifier or "")
        for address in sorted(case.freed_emails, key=lambda one: comparison_key(one) != typed):
            places = {holder.place_of(address) for holder in reader.holders(address) if not holder.is_merged}
            if not places & {Place.USERNAME, Place.PRIMARY}:
                return address
        return None

    def propose_username(self, given_name: str, family_name: str) -> str:
        """`marie_cote`, or with the first number that nobody holds yet; empty where the names have no letter."""
        words = (_NO_USERNAME.sub("_", search_key(name)).strip("_") for name in (given_name, family_name))
        base = "_".join(word for word in words if word)[:LONGEST]
        reader = self._services.store.reader()
        return next((one for one in _numbered(base) if not reader.holders(one)), "") if base else ""

    def create(self, actor: Actor, case: Case, before: Account, wanted: NewClient) -> tuple[Case, Account]:
        """The new account, invited, in one act. `before` is the client's account that the e-mail was freed from.

        An agent may, in a case in which a Hexpert freed the e-mail; Hexperts and administrators in any. The caller is
        verified for `before`. Raises `CallerNotVerified`; `RepairRefused` where no e-mail was freed in the case or the
        e-mail enters elsewhere; `NewClientRefused` with the field that is wrong.
        """
        email = valid_address(wanted.email)
        with self._services.acting(
            actor, Act.CREATE_CLIENT, client=wanted.username.strip(), context=context_of(case)
        ) as acting:
            require_verified(acting, case, before)
            _require_freed(acting, actor, case)
            account = self._account(acting, wanted, email)
            require_free(acting, account, email)
            letter = send_invitation(self._services, acting, account, account.language.value, case.id)
            account = replace(account, invitation=letter)
            acting.transaction.put(Table.ACCOUNTS, account.username, account)
            return record_step(acting, case, Act.CREATE_CLIENT), account

    def _account(self, acting: Acting, wanted: NewClient, email: str) -> Account:
        username = _text(wanted.username, "username")
        if not username or re.search(r"[\s@;]", username):
            raise NewClientRefused("problem.new-client.username", field="username")
        if acting.transaction.holders(username):
            raise NewClientRefused("problem.new-client.username-taken", field="username", username=username)
        given, family = _text(wanted.given_name, "given_name"), _text(wanted.family_name, "family_name")
        if not given:
            raise NewClientRefused("problem.new-client.name", field="given_name")
        created = Account(
            username=username,
            given_name=given,
            family_name=family,
            primary_email=email,
            phone=_text(wanted.phone, "phone"),
            language=wanted.language,
            memberships=(Membership(_company(acting, wanted.company).id),),
            invited_at=acting.at,
            last_change=Change(acting.actor.name, acting.at),
        )
        return noting_changes(Account(username), created, acting.at)


def _require_freed(acting: Acting, actor: Actor, case: Case) -> None:
    kept = acting.transaction.get(Table.CASES, case.id, Case)
    if actor.role is Role.AGENT and (kept is None or not kept.tried(Act.FREE_EMAIL)):
        raise RepairRefused("why-not.not-freed")


def _company(acting: Acting, typed: str) -> Company:
    """By id, else by name; one that still uses the product."""
    key = search_key(require_text(typed))
    if not key:
        raise NewClientRefused("problem.new-client.no-company", field="company")
    companies = [one for one in acting.transaction.companies().values() if one.uses_product(acting.at.date())]
    by_id = [one for one in companies if one.id == typed.strip()]
    found = by_id or [one for one in companies if search_key(one.name) == key]
    if len(found) != 1:
        raise NewClientRefused("problem.new-client.company", field="company", typed=typed.strip())
    return found[0]


def _text(text: str, field: str) -> str:
    """One line that can be shown. Raises `NewClientRefused`, `UnreadableText`."""
    shown = require_text(text).strip()
    if len(shown) > LONGEST or not shown.isprintable():
        raise NewClientRefused("problem.new-client.text", field=field, most=LONGEST)
    return shown


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}_{number}" for number in count(2))
