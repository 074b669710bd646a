"""The demo's story: who is on the line this morning, and what was before. Read from `data/demo/calls.toml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from hexwizard.accounts.model import Language, PinnedNote
from hexwizard.accounts.problems import Problem
from hexwizard.article import Cause
from hexwizard.desk.actor import Actor
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome
from hexwizard.desk.desk import Desk
from hexwizard.desk.waiting_call import WaitingCall
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.diagnosis.repairs import hand_over
from hexwizard.stores.protocol import Table


class StoryUnreadable(Problem):
    """The file of the demo's story cannot be read, or says what it cannot say."""

    exit_status = 2


class _Caller(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    caller: str
    types: str
    says: str
    account: str = ""
    language: Language = Language.FRENCH
    reads: PhoneMessage | None = None
    number: str = ""
    minutes: int = 0


class _Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    account: str
    text: str
    by: str
    days: int


class _Earlier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    days: int
    at: Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: int
    account: str
    cause: Cause
    outcome: Outcome
    feedback: Feedback | None = None
    by: str = ""


class _EarlierCalls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    calls: tuple[_Earlier, ...] = ()


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; `tell` brings it to a desk."""

    waiting: tuple[_Caller, ...] = ()
    handed_over: tuple[_Caller, ...] = ()
    note: tuple[_Note, ...] = ()
    earlier: _EarlierCalls = _EarlierCalls()


def read_story(path: Path) -> Story:
    """Raises `StoryUnreadable` with the file and the place."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Story)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise StoryUnreadable("problem.demo.story", path=str(path), why=str(error)) from None


def tell(story: Story, desk: Desk, operator: Actor) -> tuple[WaitingCall, ...]:
    """Put what was before on the desk's records, and give those who are on the line, longest waiting first.

    `operator` took the earlier calls where no colleague did. Raises `StoryUnreadable` for an account that is not there.
    """
    now = desk.services.clock()
    for username in _accounts(story):
        if username and desk.clients.account(username) is None:
            raise StoryUnreadable("problem.demo.account", username=username)
    with desk.services.store.transaction() as transaction:
        for case in _earlier_cases(story, operator, now):
            transaction.put(Table.CASES, case.id, case)
        for note in story.note:
            account = transaction.account(note.account)
            if account is not None:
                pinned = PinnedNote(note.text, note.by, now - timedelta(days=note.days))
                transaction.put(Table.ACCOUNTS, account.username, replace(account, notes=(*account.notes, pinned)))
    for caller in story.handed_over:
        _hand_over(_ringing(caller, now), desk, operator)
    return tuple(sorted((_ringing(caller, now) for caller in story.waiting), key=lambda one: one.since))


def _accounts(story: Story) -> Iterator[str]:
    """Every account that the story names."""
    yield from (one.account for one in (*story.waiting, *story.handed_over))
    yield from (one.account for one in story.note)
    yield from (one.account for one in story.earlier.calls)


def _ringing(caller: _Caller, now: datetime) -> WaitingCall:
    return WaitingCall(
        caller.caller,
        caller.types,
        caller.says,
        caller.account,
        caller.language,
        caller.reads,
        caller.number,
        now - timedelta(minutes=caller.minutes),
    )


def _earlier_cases(story: Story, operator: Actor, now: datetime) -> Iterator[Case]:
    """The earlier calls, numbered by year in their order."""
    numbers: Counter[int] = Counter()
    calls = [(_moment(one, now), one) for one in story.earlier.calls]
    for opened, one in sorted(calls, key=lambda call: call[0]):
        numbers[opened.year] += 1
        yield Case(
            f"{opened.year}-{numbers[opened.year]:04}",
            opened,
            one.by or operator.name,
            CaseState.CLOSED,
            opened + timedelta(minutes=one.minutes),
            identifier=one.account,
            username=one.account,
            verdict=one.cause,
            causes=(one.cause,),
            outcome=one.outcome,
            feedback=one.feedback,
        )


def _moment(one: _Earlier, now: datetime) -> datetime:
    """That day at that time, in the time zone of this machine."""
    day = (now.astimezone() - timedelta(days=one.days)).date()
    return datetime.combine(day, time.fromisoformat(one.at)).astimezone()


def _hand_over(ringing: WaitingCall, desk: Desk, operator: Actor) -> None:
    """The call as it was played then, at a desk whose clock stands at that moment."""
    services = copy(desk.services)
    services.clock = lambda: ringing.since
    then = Desk(services)
    draft = ringing.filling(then.cases.draft(operator))
    call = Call(then, operator, then.cases.open(operator, draft))
    call.answer(identifier=ringing.types, shown=ringing.reads)
    call.acts.carry_out(hand_over())
    call.close(None)
