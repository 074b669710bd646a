"""What lies on an operator's desk between two calls: to resume, answered, parked, open, ended, left half done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hexwizard.desk.actor import PERMITTED, Act, Actor
from hexwizard.desk.case import Case
from hexwizard.desk.desk import Desk
from hexwizard.desk.hand_over import HandOver, HandOverState
from hexwizard.desk.temporary_passwords import LeftPassword

MOST_RECENT: Final = 10


@dataclass(frozen=True, slots=True)
class Desktop:
    """What home shows, read off the desk at one moment."""

    resume: Case | None
    answered: tuple[Case, ...]
    parked: tuple[Case, ...]
    open: tuple[Case, ...]
    recent: tuple[Case, ...]
    names: dict[str, str]
    pending: tuple[LeftPassword, ...]
    has_clients: bool
    handed: dict[str, HandOver]
    policy_refused: bool
    at: datetime

    @property
    def is_empty(self) -> bool:
        return not (self.resume or self.answered or self.parked or self.open or self.recent)

    @property
    def waiting(self) -> int:
        """How many cases wait for a Hexpert to take them."""
        return sum(one.state is HandOverState.WAITING for one in self.handed.values())


def look(desk: Desk, actor: Actor) -> Desktop:
    """The operator's newest open case, the other open ones, the last that ended, and what was left half done."""
    under_way, with_hexperts = desk.cases.under_way(), desk.cases.with_hexperts()
    if actor.role in PERMITTED[Act.RELEASE_HAND_OVER]:
        desk.hand_overs.take_in_earlier(actor, with_hexperts)
    not_closed = (*under_way, *with_hexperts)
    handed = {case.id: one for case in not_closed if (one := desk.hand_overs.get(case.id)) is not None}
    answered = tuple(
        case
        for case in not_closed
        if case.opened_by == actor.name and case.id in handed and handed[case.id].is_answered
    )
    parked = sorted((one for one in under_way if one.parked is not None and one not in answered), key=_wanted_at)
    at_hand = [case for case in under_way if case not in answered and case not in parked]
    resume = next((case for case in at_hand if case.opened_by == actor.name), None)
    others = tuple(case for case in at_hand if case is not resume)
    recent = tuple(case for case in desk.cases.last_ended(MOST_RECENT) if case not in answered)
    shown = (*answered, *((resume,) if resume else ()), *parked, *others, *recent)
    accounts = {case.username: desk.clients.account(case.username) for case in shown if case.username}
    return Desktop(
        resume,
        answered,
        tuple(parked),
        others,
        recent,
        {username: account.full_name for username, account in accounts.items() if account is not None},
        desk.temporary_passwords.pending(),
        any(True for _ in desk.services.store.reader().accounts()),
        handed,
        bool(desk.policies.in_force().refused),
        desk.services.clock(),
    )


def _wanted_at(case: Case) -> tuple[datetime, str]:
    """When a parked call is to be looked at again."""
    return case.parked.until if case.parked is not None else case.opened_at, case.id
