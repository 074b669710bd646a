"""Clients and cases for the screens outside the call."""

from __future__ import annotations

from datetime import timedelta

from hexwizard.accounts.model import Account, TemporaryPassword, TemporaryState
from hexwizard.article import Cause
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.case import Case, CaseState, Outcome
from hexwizard.desk.desk import Desk
from tests.screens.fakes import NOW, fake_desk, hire

AGENT = Actor("Sophie Roy", Role.AGENT)
ADMIN = Actor("Luc Gagnon", Role.ADMIN)

ALAIN = Account(
    "alain_sirois", "Alain", "Sirois", secondary_emails=("alain.sirois@videotron.ca",), phone="418 555-0101"
)
JULIE = Account("julie_levesque", "Julie", "Lévesque", "julie.levesque@gmail.com", phone="418 555-0102")
JULIEN = Account("julien_levesque", "Julien", "Lévesque", "julien.levesque@bell.net", phone="418 555-0103")
MARIE = Account(
    "marie_cote",
    "Marie",
    "Côté",
    "marie.cote@gmail.com",
    temporary=(TemporaryPassword("x", NOW, NOW + timedelta(hours=1), "Luc Gagnon", TemporaryState.PENDING),),
)
EVIL = Account("evil", "[/bold]\x1b[31mEve", "[@click=app.bell]x", "eve@example.com")
CLIENTS = (ALAIN, JULIE, JULIEN, MARIE)


def cases(actor: Actor = AGENT) -> tuple[Case, ...]:
    """One of the actor's own and one of another's open; one handed over, one closed."""
    return (
        Case("2026-0001", NOW - timedelta(days=2), "Luc Gagnon", CaseState.CLOSED, NOW - timedelta(days=1),
             username="julie_levesque", verdict=Cause.WRONG_PASSWORD, outcome=Outcome.SOLVED),
        Case("2026-0002", NOW - timedelta(hours=3), "Luc Gagnon", CaseState.HANDED_OVER,
             username="marie_cote", verdict=Cause.COMPANY_LEFT, outcome=Outcome.HANDED_OVER),
        Case("2026-0003", NOW - timedelta(minutes=42), "Luc Gagnon", identifier="jullien@bell.net",
             verdict=Cause.MISTYPED_IDENTIFIER),
        Case("2026-0004", NOW - timedelta(minutes=12), actor.name, username="alain_sirois",
             verdict=Cause.SECONDARY_EMAIL_USED),
    )  # fmt: skip


def busy_desk(actor: Actor = AGENT) -> Desk:
    """A desk in the middle of a morning."""
    desk = fake_desk(*CLIENTS)
    hire(desk, AGENT, ADMIN)
    for case in cases(actor):
        desk.cases.keep(actor, case)
    return desk
