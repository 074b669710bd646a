"""Records that the tests of the stores share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hexwizard.accounts.model import (
    Account,
    Attempts,
    Change,
    Company,
    Language,
    Membership,
    MobileApp,
    PinnedNote,
    Platform,
    Status,
    TemporaryPassword,
    TemporaryState,
)

NOW = datetime(2026, 3, 2, 14, 30, 5, 123456, tzinfo=UTC)


def clock() -> datetime:
    """The moment at which every test happens."""
    return NOW


@dataclass(frozen=True, slots=True)
class Operator:
    """Stands for the desk's own record."""

    name: str
    role: str = "agent"


@dataclass(frozen=True, slots=True)
class Case:
    """Stands for the desk's own record."""

    number: int
    note: str = ""
    opened_at: datetime = NOW
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Stands for the desk's audit entry."""

    by: str
    act: str
    at: datetime = NOW


ALAIN = Account(
    username="Alain_Sirois",
    given_name="Alain",
    family_name="Sirois-Lévesque",
    primary_email="Alain@Example.com",
    secondary_emails=("alain.sirois@hotmail.com", "a@cafe\u0301.example"),
    phone="+1 514 555-0199",
    language=Language.ENGLISH,
    memberships=(Membership("nord"), Membership("sud", "Dr Roy")),
    first_connection=NOW - timedelta(days=9),
    app=MobileApp(Platform.IOS, "5.10"),
    password_hash="$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA",
    temporary=(TemporaryPassword("$argon2id$x", NOW, NOW + timedelta(hours=1), "zoe", TemporaryState.PENDING),),
    attempts=Attempts(3, NOW),
    notes=(PinnedNote("Préfère être rappelé le soir ☎", "zoe", NOW),),
    last_change=Change("zoe", NOW),
)
BEA = Account("bea", "Béatrice", "Roy", "bea@example.com", ("alain@example.com",), "+33 6 12 34 56 78")
OLD = Account("old_alain", "Alain", "Sirois", "ALAIN@example.com", status=Status.MERGED, merged_into="Alain_Sirois")
NORTH = Company("nord", "Coop du Nord")
SOUTH = Company("sud", "Coop du Sud", date(2026, 1, 31))


def account(number: int) -> Account:
    """One of many."""
    return Account(f"user{number}", f"Given{number}", f"Family{number % 7}", f"user{number}@example.com")
