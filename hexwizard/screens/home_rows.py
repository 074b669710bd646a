"""What home lists: who is on the line, what is to go on with, what ended; a group a heading, a thing a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from textual.content import Content

from hexwizard.locale.relative import day_of
from hexwizard.screens.columns import GAP, cell, widest
from hexwizard.screens.results import HomeResult, Reopen, SettleLeft, TakeWaiting
from hexwizard.widgets.plain import plain

if TYPE_CHECKING:  # home is the demo's first screen, and comes before the desk has been imported
    from hexwizard.desk.case import Case
    from hexwizard.desk.desktop import Desktop
    from hexwizard.desk.temporary_passwords import LeftPassword
    from hexwizard.desk.waiting_call import WaitingCall
    from hexwizard.locale.words import Words

FIRST_OF_ALL: Final = frozenset({"answered", "resume", "ringing"})
"""The groups whose headings stand out."""
_NUMBER: Final = 11
"""Cells for the number of a case."""
_SIGN: Final = 2
"""Cells for the sign that stands there where there is no case yet; the name follows at once."""
_LEAST_NAME: Final = 18
_MOMENT: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the desk, before it is laid out, and what choosing it does."""

    id: str
    leads_to: HomeResult
    who: str
    what: str
    state: str
    number: str = ""
    sign: str = ""
    sign_style: str = ""
    what_style: str = ""
    state_style: str = "$text-muted"


def groups(desktop: Desktop, waiting: Sequence[WaitingCall], say: Words) -> Iterator[tuple[str, list[Line]]]:
    """The groups that have something in them, by name, in the order in which they want to be seen."""
    from hexwizard.desk.case import CaseState

    found = {
        "answered": [_case(one, desktop, say) for one in desktop.answered],
        "resume": [_case(one, desktop, say) for one in (desktop.resume,) if one is not None],
        "ringing": [_ringing(at, one, desktop.at, say) for at, one in enumerate(waiting)],
        "parked": [_case(one, desktop, say) for one in desktop.parked],
        "pending": [_left(one, desktop.at, say) for one in desktop.pending],
        "open": [_case(one, desktop, say) for one in desktop.open],
        "handed-over": [_case(one, desktop, say) for one in desktop.recent if one.state is CaseState.HANDED_OVER],
        "closed": [_case(one, desktop, say) for one in desktop.recent if one.state is CaseState.CLOSED],
    }
    return ((name, lines) for name, lines in found.items() if lines)


def laid_out(lines: Iterable[Line], width: int) -> dict[str, Content]:
    """Each line by its id, all in the same columns, which share `width` cells; what is cut is what it is about."""
    lines = tuple(lines)
    state = widest(line.state for line in lines) - GAP
    room = width - _NUMBER - state
    wanted = (widest([line.who]) - (0 if line.number else _NUMBER - _SIGN) for line in lines)
    name = min(max(_LEAST_NAME, *wanted), room * 2 // 5) if lines else _LEAST_NAME
    what = min(widest(line.what for line in lines), room - name)
    return {line.id: _drawn(line, name, what) for line in lines}


def _drawn(line: Line, name: int, what: int) -> Content:
    if line.number:
        head = (cell(line.number, _NUMBER).stylize("$primary"), cell(line.who, name).stylize("bold"))
    else:
        sign = Content.styled(f"{line.sign} ", line.sign_style)
        head = (sign, cell(line.who, _NUMBER + name - _SIGN).stylize("bold"))
    about = cell(line.what, what).stylize(line.what_style)
    return Content.assemble(*head, about, plain(line.state).stylize(line.state_style))


def _ringing(at: int, ringing: WaitingCall, now: datetime, say: Words) -> Line:
    """Who is on the line, what they say, and for how long."""
    return Line(
        f"ringing {at}",
        TakeWaiting(ringing),
        ringing.caller,
        ringing.says,
        _since(ringing.since, now, say),
        sign="☎",
        sign_style="bold $accent",
        what_style="italic",
    )


def _left(left: LeftPassword, now: datetime, say: Words) -> Line:
    """A temporary password that nobody was handed: the client, who made it, and when."""
    return Line(
        f"left {left.account.username}",
        SettleLeft(left),
        f"{left.account.full_name} ({left.account.username})",
        say("home.pending.made", by=left.record.issued_by),
        _ago(left.record.issued_at, now, say),
        sign="▲",
        sign_style="$warning",
    )


def _case(case: Case, desktop: Desktop, say: Words) -> Line:
    """Number, client, verdict, and since when, until when, or how it stands."""
    client = desktop.names.get(case.username or "", "") or case.username or case.identifier or say("home.nobody")
    verdict = say(f"cause.{case.verdict.value}.title") if case.verdict else say("home.no-verdict")
    what, state, style = verdict, _state(case, desktop, say), "$text-muted"
    if case.parked is not None:
        what = say(f"parked.waits.{case.parked.awaited}")
        if case.parked.is_due(desktop.at):
            state, style = f"▲ {say('parked.waited', time=desktop.at - case.parked.since)}", "bold $warning"
        else:
            state = say("parked.left", time=case.parked.until - desktop.at)
    return Line(case.id, Reopen(case), client, what, state, number=case.id, state_style=style)


def _state(case: Case, desktop: Desktop, say: Words) -> str:
    from hexwizard.desk.case import CaseState

    handed = desktop.handed.get(case.id)
    if handed is not None and case.state is not CaseState.CLOSED:
        return say(f"hand-over.state.{handed.state}")
    if case.is_open:
        return _since(case.opened_at, desktop.at, say)
    return _ago(case.closed_at or case.opened_at, desktop.at, say)


def _since(began: datetime, now: datetime, say: Words) -> str:
    return say("home.since", time=now - began) if now - began >= _MOMENT else say("home.just-now")


def _ago(ended: datetime, now: datetime, say: Words) -> str:
    """By the clock on the same day, by days from then on."""
    if now - ended < _MOMENT:
        return say("home.just-now")
    return say("home.ago", time=now - ended) if now - ended < _DAY else say.render(day_of(ended, now))
