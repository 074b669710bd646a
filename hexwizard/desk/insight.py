"""What the recorded calls tell, week by week: causes, outcomes, time per call, calls again, answers to the question.

Weeks are those of ISO 8601: they begin on Monday, and the first of a year holds its first Thursday.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from hexwizard.article import Cause
from hexwizard.desk.actor import Act, Actor, Role
from hexwizard.desk.case import Case, Feedback, Outcome
from hexwizard.desk.services import Services
from hexwizard.stores.protocol import Table

AGAIN_WITHIN = timedelta(days=7)
WEEK = timedelta(days=7)
_ORDER = {cause: at for at, cause in enumerate(Cause)}
SEES_ALL = frozenset({Role.HEXPERT, Role.ADMIN, Role.SYSTEM})
"""Who sees everybody's calls. An agent sees the agent's own: to learn from them, not to be ranked by colleagues."""


@dataclass(frozen=True, slots=True)
class Week:
    """The calls that came in from `monday` on, in local time.

    `causes` counts each call once, by its verdict. `unended` are still open. `again` are calls about a client who had
    called in the seven days before: a figure that later calls never change. `median` and `ninetieth` are the times
    within which half and nine in ten of the ended calls came to their end (nearest rank); None where none has ended.
    """

    monday: date
    calls: int = 0
    unended: int = 0
    again: int = 0
    causes: Mapping[Cause, int] = field(default_factory=dict)
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    feedback: Mapping[Feedback, int] = field(default_factory=dict)
    median: timedelta | None = None
    ninetieth: timedelta | None = None

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def name(self) -> str:
        """`2026-W01`, as ISO 8601 writes it."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def unasked(self) -> int:
        """Ended calls whose client was not asked whether this answered the question."""
        return self.calls - self.unended - sum(self.feedback.values())


@dataclass(frozen=True, slots=True)
class Insight:
    """`weeks` follow each other without a gap, oldest first, up to the one of now; none where there is no call."""

    weeks: tuple[Week, ...]
    own_only: bool


class Insights:
    def __init__(self, services: Services) -> None:
        self._services = services

    def look(self, actor: Actor, zone: tzinfo | None = None) -> Insight:
        """What `actor` may see of the recorded calls, in the weeks of `zone`, by default the machine's.

        Takes about a second for 50,000 cases: the wizard asks from a worker.
        """
        own_only = actor.role not in SEES_ALL
        cases = self._services.store.reader().scan(Table.CASES, Case)
        if own_only:
            cases = (case for case in cases if case.opened_by == actor.name)
        return Insight(by_week(cases, self._services.clock(), zone), own_only)


def by_week(cases: Iterable[Case], now: datetime, zone: tzinfo | None = None) -> tuple[Week, ...]:
    """The weeks from the first call to `now`, those without a call among them; `zone` None is the machine's."""
    tallies: defaultdict[date, _Tally] = defaultdict(_Tally)
    calls_of: defaultdict[str, list[datetime]] = defaultdict(list)
    for case in cases:  # one at a time: 50,000 of them held at once take longer to collect than to count
        tallies[_monday(case.opened_at, zone)].count(case)
        if case.username is not None:
            calls_of[case.username].append(case.opened_at.astimezone(UTC))
    for opened in calls_of.values():
        opened.sort()
        for before, after in pairwise(opened):
            if after - before <= AGAIN_WITHIN:
                tallies[_monday(after, zone)].again += 1
    if not tallies:
        return ()
    first, last = min(tallies), max(*tallies, _monday(now, zone))
    mondays = [first + WEEK * at for at in range((last - first) // WEEK + 1)]
    return tuple(tallies[monday].week(monday) if monday in tallies else Week(monday) for monday in mondays)


def within(times: Sequence[timedelta], share: float) -> timedelta | None:
    """The shortest of the sorted `times` within which `share` of them lie (nearest rank); None where there is none."""
    return times[max(0, -int(-len(times) * share // 1) - 1)] if times else None


def time_taken(case: Case) -> timedelta | None:
    """From opening to the hand-over or the end; None while the call goes on, or where a clock was put back."""
    handed_over = (step.at for step in case.steps if step.what == Act.HAND_OVER.value)
    ended = next(handed_over, case.closed_at)
    if ended is None or case.is_open:
        return None
    taken = ended.astimezone(UTC) - case.opened_at.astimezone(UTC)
    return taken if taken >= timedelta() else None


def _monday(moment: datetime, zone: tzinfo | None) -> date:
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


@dataclass(slots=True)
class _Tally:
    """A week while it is being counted."""

    calls: int = 0
    unended: int = 0
    again: int = 0
    causes: Counter[Cause] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    feedback: Counter[Feedback] = field(default_factory=Counter)
    times: list[timedelta] = field(default_factory=list)

    def count(self, case: Case) -> None:
        self.calls += 1
        if case.verdict is not None:
            self.causes[case.verdict] += 1
        if case.is_open:
            self.unended += 1
            return
        self.outcomes[case.outcome or Outcome.UNSOLVED] += 1
        if case.feedback is not None:
            self.feedback[case.feedback] += 1
        if (taken := time_taken(case)) is not None:
            self.times.append(taken)

    def _rank(self, cause: Cause) -> tuple[int, int]:
        """The most frequent first, those of the same count in the contract's order."""
        return -self.causes[cause], _ORDER[cause]

    def week(self, monday: date) -> Week:
        times = sorted(self.times)
        return Week(
            monday,
            self.calls,
            self.unended,
            self.again,
            {cause: self.causes[cause] for cause in sorted(self.causes, key=self._rank)},
            dict(self.outcomes),
            dict(self.feedback),
            within(times, 0.5),
            within(times, 0.9),
        )
