"""A desk in memory with its people, and a call that is ready for any act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from hexwizard.accounts.model import Account, Company, TemporaryState
from hexwizard.article import SectionKey
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.audit import AuditEntry
from hexwizard.desk.case import Case, Step, StepOutcome
from hexwizard.desk.client_sign_in import PhoneAnswer
from hexwizard.desk.clients import Question
from hexwizard.desk.desk import Desk
from hexwizard.desk.operator import Operator
from hexwizard.desk.services import Services
from hexwizard.desk.settings import Settings
from hexwizard.desk.temporary_passwords import IssuedPassword
from hexwizard.desk.verification.records import AttemptOutcome
from hexwizard.desk.verification.standing import raised
from hexwizard.diagnosis.facts import Facts
from hexwizard.diagnosis.findings import Diagnosis
from hexwizard.stores.protocol import Table
from tests.desks import HandClock
from tests.diagnosis.calls import COMPANIES, NEWEST, NOW, client
from tests.fakes import CountingHasher, FakeStore

AGENT = Actor("nadia", Role.AGENT, NOW)
HEXPERT = Actor("hector", Role.HEXPERT, NOW)
ADMIN = Actor("agathe", Role.ADMIN, NOW)
SYSTEM = Actor("root", Role.SYSTEM)
HASH_OF_NONE = "$argon2id$v=19$m=8,t=1,p=1$bm9uZW5vbmU$bm9uZW5vbmVub25lbm9uZW5vbmVub25lbm9uZW5vbmU"
"""No password makes it."""
SECOND_PASSWORD = "deux signatures valent mieux"
PHONE = Actor("mobile-app", Role.CLIENT)
STAFF = (AGENT, HEXPERT, ADMIN)
PEOPLE = (*STAFF, SYSTEM, PHONE)


@dataclass
class Office:
    """The desk, and what a test needs to look behind it."""

    store: FakeStore
    clock: HandClock = field(default_factory=lambda: HandClock(NOW))
    hasher: CountingHasher = field(default_factory=CountingHasher)
    settings: Settings = field(default_factory=lambda: Settings(NEWEST))
    staff: tuple[Actor, ...] = STAFF
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        for actor in self.staff:
            self.hire(actor)
        services = Services(self.store, self.settings, clock=self.clock, chooser=Random(11), hasher=self.hasher)
        self.desk = Desk(services)

    @property
    def trail(self) -> list[AuditEntry]:
        return self.store.trail

    def acts(self) -> list[str]:
        return [entry.act for entry in self.trail]

    def account(self, username: str = "alain_sirois") -> Account:
        account = self.desk.clients.account(username)
        assert account is not None
        return account

    def put(self, account: Account) -> None:
        with self.store.transaction() as transaction:
            transaction.put(Table.ACCOUNTS, account.username, account)

    def hire(self, actor: Actor, **fields: object) -> None:
        """Put the operator on record, as `fields` say; whom one may be, the acts are to tell."""
        with self.store.transaction() as transaction:
            operator = Operator(actor.name, actor.role, HASH_OF_NONE, NOW)
            transaction.put(Table.OPERATORS, actor.name, replace(operator, **fields))  # type: ignore[arg-type]

    def case(self, *, verified: bool = True, email: str | None = "", by: Actor = AGENT, freed: bool = False) -> Case:
        """A case about the client; by default verified and signed for, and with the e-mail on record confirmed.

        With `freed`, one in which a Hexpert freed the e-mail before.
        """
        account = self.account()
        case = self.desk.cases.open(by, Case("", NOW, by.name, identifier="alain_sirois", username=account.username))
        if verified:
            case = self.proved(case, by)
            if case.flags:
                case = self.signed(case, by)
        if freed:
            case = case.having_tried(Step(NOW, "hector", SectionKey.COMPANY_LEFT, Act.FREE_EMAIL, StepOutcome.DONE))
            case = case.having_freed(("alain.sirois@gmail.com",))
        held = (*account.identifiers()[1:], "—")[0]
        return self.desk.cases.keep(by, replace(case, confirmed_email=held if email == "" else email))

    def proved(self, case: Case, by: Actor = AGENT) -> Case:
        """The caller called back at the number on file, and it was the client."""
        return self.desk.verifications.call_back(by, case, self.account(), AttemptOutcome.PROVED)

    def signed(self, case: Case, by: Actor = AGENT, second: Actor = ADMIN) -> Case:
        """A second operator signed beside the first, whose password is `SECOND_PASSWORD`."""
        self.hire(second, password_hash=self.hasher.hash(SECOND_PASSWORD))
        return self.desk.verifications.approve(by, case, self.account(), second.name, SECOND_PASSWORD)

    def examined(self, case: Case) -> tuple[Facts, Diagnosis]:
        """What the desk finds for the case now."""
        return self.desk.clients.examine(Question(case.identifier, case.username, case.message))

    def issue(self, case: Case | None = None) -> IssuedPassword:
        """Made, shown, not yet in the client's hands."""
        fresh = replace(AGENT, signed_in_at=self.clock())
        _, issued = self.desk.temporary_passwords.issue(fresh, case or self.case(), self.account())
        return issued

    def hand_out(self) -> str:
        """Made and in the client's hands."""
        case = self.case()
        text = self.issue(case).text
        case = self.desk.cases.get(case.id) or case
        if raised(self.desk.verifications.circumstances(case, self.account())):
            case = self.signed(case)
        self.desk.temporary_passwords.confirm(AGENT, case, "alain_sirois")
        return text

    def types(self, password: str, identifier: str = "alain_sirois") -> PhoneAnswer:
        return self.desk.phone.attempt(identifier, password)

    def lets_in(self, password: str) -> str:
        """The client enters with a temporary password: what the phone is given to choose the lasting one with."""
        signed = self.desk.phone.sign_in("alain_sirois", password)
        assert signed.token is not None
        return signed.token

    def states(self) -> list[TemporaryState]:
        return [held.state for held in self.account().temporary]


def office(*records: Account | Company, staff: tuple[Actor, ...] = STAFF) -> Office:
    """The four companies and the clients given; Alain Sirois, in order, where none is."""
    return Office(FakeStore(*COMPANIES, *(records or (client(),))), staff=staff)


Doing = Callable[[Office, Actor, Case], object]
