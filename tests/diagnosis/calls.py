"""The words in which a test tells a call: who the client is, what the agent knows, what the wizard answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hexwizard.accounts.model import (
    Account,
    Attempts,
    Company,
    Language,
    Membership,
    MobileApp,
    Platform,
    Status,
    TemporaryPassword,
    TemporaryState,
)
from hexwizard.article import Cause
from hexwizard.desk.clients import Question
from hexwizard.desk.desk import Desk
from hexwizard.desk.services import Services
from hexwizard.desk.settings import Settings
from hexwizard.diagnosis.facts import Facts, PhoneMessage
from hexwizard.diagnosis.findings import By, Certainty, Diagnosis, Finding, Repair, RepairId
from hexwizard.locale.words import words
from tests.fakes import CountingHasher, FakeStore

NOW = datetime(2026, 5, 4, 14, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RIGHT = "Forêt-bleue-504"
HASHER = CountingHasher()
RIGHT_HASH = HASHER.hash(RIGHT)

ALTO = Company("alto", "Studio Alto")
BOREALE = Company("boreale", "Clinique Boréale")
CARDINAL = Company("cardinal", "Gym Cardinal", left_on=date(2026, 3, 31))
DELTA = Company("delta", "Kiné Delta", left_on=date(2025, 11, 1))
COMPANIES = (ALTO, BOREALE, CARDINAL, DELTA)
NEWEST = {Platform.IOS: "5.10.0", Platform.ANDROID: "5.10.1"}


def client(
    username: str = "alain_sirois",
    *,
    name: str = "Alain Sirois",
    primary: str | None = "alain.sirois@gmail.com",
    secondary: tuple[str, ...] = (),
    follows: tuple[Company, ...] = (ALTO,),
    withdrawn: Mapping[Company, str] | None = None,
    connected: bool = True,
    merged_into: str | None = None,
    app: str | None = None,
    password: str | None = RIGHT_HASH,
    temporary: tuple[TemporaryPassword, ...] = (),
    failures: int = 0,
    last_failure: datetime | None = NOW,
    language: Language = Language.FRENCH,
) -> Account:
    """A client for whom everything is in order, except what is said. `app` is written « ios 5.9.3 »."""
    given, _, family = name.partition(" ")
    taken_away = {company.id: by for company, by in (withdrawn or {}).items()}
    ties = tuple(dict.fromkeys([company.id for company in (*follows, *(withdrawn or {}))]))
    return Account(
        username,
        given,
        family,
        primary,
        secondary,
        "514-555-1000",
        language,
        Status.ACTIVE if merged_into is None else Status.MERGED,
        merged_into,
        tuple(Membership(identity, taken_away.get(identity)) for identity in ties),
        datetime(2025, 5, 4, 10, tzinfo=UTC) if connected else None,
        _app(app),
        password,
        temporary=temporary,
        attempts=Attempts(failures, last_failure if failures else None),
    )


def handed_out(
    text: str = "pomme-canot-neige-lune-rame",
    state: TemporaryState = TemporaryState.ACTIVE,
    *,
    issued: datetime = NOW - 10 * MINUTE,
    expires: datetime | None = None,
) -> TemporaryPassword:
    """A temporary password, good for an hour unless said otherwise."""
    return TemporaryPassword(HASHER.hash(text), issued, expires or issued + 60 * MINUTE, "nadia", state)


def _app(text: str | None) -> MobileApp | None:
    if text is None:
        return None
    platform, _, version = text.partition(" ")
    return MobileApp(Platform(platform), version)


@dataclass(frozen=True)
class Told:
    """What the wizard tells the agent."""

    facts: Facts
    diagnosis: Diagnosis

    @property
    def verdict(self) -> Cause:
        return self.diagnosis.verdict

    @property
    def causes(self) -> tuple[Cause, ...]:
        return tuple(finding.cause for finding in self.diagnosis.findings)

    @property
    def ruled_out(self) -> tuple[Cause, ...]:
        return self.diagnosis.ruled_out

    @property
    def certainty(self) -> Certainty:
        return self.diagnosis.findings[0].certainty

    @property
    def account(self) -> str | None:
        return self.facts.account.username if self.facts.account else None

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(one.username for one in self.diagnosis.candidates)

    def finding(self, cause: Cause | None = None) -> Finding:
        found = self.diagnosis.finding(cause or self.verdict)
        assert found is not None, f"{cause} is not among {self.causes}"
        return found

    def evidence(self, cause: Cause | None = None, language: str = "en") -> str:
        return words(language).render(self.finding(cause).evidence)

    def cautions(self, cause: Cause | None = None) -> str:
        return " ".join(words("en").render(caution) for caution in self.finding(cause).cautions)

    def says(self, cause: Cause | None = None, language: str = "en") -> str:
        return words(language).render(self.finding(cause).say)

    def repair(self, identity: RepairId, by: By | None = None) -> Repair:
        """The first way of that name, over all findings."""
        ways = [way for finding in self.diagnosis.findings for way in finding.repairs]
        return next(way for way in ways if way.id is identity and by in (None, way.by))

    def ways(self, cause: Cause | None = None) -> tuple[RepairId, ...]:
        return tuple(way.id for way in self.finding(cause).repairs)

    def open_ways(self, cause: Cause | None = None) -> tuple[RepairId, ...]:
        return tuple(way.id for way in self.finding(cause).repairs if way.allowed)

    def why_not(self, identity: RepairId, by: By | None = None) -> str:
        reason = self.repair(identity, by).why_not
        assert reason is not None, f"{identity} is open"
        return words("en").render(reason)


def desk_of(*records: Account | Company, now: datetime = NOW, newest: Mapping[Platform, str] = NEWEST) -> Desk:
    """A desk on those clients and the four companies."""
    store = FakeStore(*COMPANIES, *records)
    return Desk(Services(store, Settings(newest), clock=lambda: now, hasher=HASHER))


def diagnosed(
    identifier: str | None,
    *records: Account | Company,
    username: str | None = None,
    reads: PhoneMessage | None = None,
    no_mail: bool | None = None,
    app: str | None = None,
    password: str | None = None,
    verified: bool = False,
    now: datetime = NOW,
    newest: Mapping[Platform, str] = NEWEST,
) -> Told:
    """The client types `identifier` and `reads` a message; `username` where the agent chose the client."""
    desk = desk_of(*records, now=now, newest=newest)
    return Told(*desk.clients.examine(Question(identifier, username, reads, no_mail, _app(app), password, verified)))
