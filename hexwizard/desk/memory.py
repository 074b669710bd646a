"""What was heard in this call, and what the desk remembers of the client, as lines of what we know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from hexwizard.accounts.model import Account
from hexwizard.desk.case import Case
from hexwizard.desk.insight import AGAIN_WITHIN
from hexwizard.diagnosis.briefing import Knowledge, Memory
from hexwizard.locale.message import Message, say
from hexwizard.locale.relative import day_of

MOST_PAST_CALLS: Final = 3


def heard(case: Case) -> Iterator[Knowledge]:
    """What the agent wrote down in this call."""
    if case.notes.strip():
        yield Knowledge(say("memory.heard", text=case.notes), Memory.HEARD)


def note_lines(account: Account | None, now: datetime) -> Iterator[Knowledge]:
    """The notes pinned on the client, newest first."""
    for note in reversed(account.notes if account is not None else ()):
        line = say("memory.note", text=note.text, by=note.by, when=day_of(note.at, now))
        yield Knowledge(line, Memory.NOTE)


def called_again(case: Case, past: Sequence[Case]) -> Iterator[Knowledge]:
    """That the client has called within the seven days before this call; nothing where they have not."""
    lately = [one for one in past if case.opened_at - one.opened_at <= AGAIN_WITHIN]
    if lately:
        yield Knowledge(say("memory.called-again", count=len(lately)), None)


def past_call_lines(past: Sequence[Case], now: datetime) -> Iterator[Knowledge]:
    """The last calls, a line each: its day, what it was about, how it ended."""
    for one in past[:MOST_PAST_CALLS]:
        cause = say(f"cause.{one.verdict}.title") if one.verdict else say("home.no-verdict")
        line = say("memory.past-call", when=day_of(one.opened_at, now), cause=cause, outcome=_outcome(one))
        yield Knowledge(line, Memory.PAST_CALL)


def _outcome(case: Case) -> Message:
    if case.outcome is not None and not case.is_open:
        return say(f"outcome.{case.outcome}")
    return say("memory.under-way") if case.is_open else say("outcome.handed-over")
