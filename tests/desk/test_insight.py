"""What the recorded calls tell, week by week."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.article import Cause, SectionKey
from hexwizard.desk.actor import Act
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome, Step, StepOutcome
from hexwizard.desk.insight import AGAIN_WITHIN, Week, by_week, time_taken, within
from hexwizard.desk.insight_table import TableNotSaved, as_csv, as_row, save
from hexwizard.stores.protocol import Table
from tests.desk.desks import ADMIN, AGENT, HEXPERT, SYSTEM, office

MONTREAL = ZoneInfo("America/Montreal")
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def call(at: datetime, username: str | None = None, **fields: object) -> Case:
    return replace(Case("2026-0001", at, "nadia", username=username), **fields)  # type: ignore[arg-type]


def ended(at: datetime, after: timedelta, username: str | None = None, **fields: object) -> Case:
    return call(at, username, state=CaseState.CLOSED, closed_at=at + after, outcome=Outcome.SOLVED, **fields)


def montreal(*at: int) -> datetime:
    return datetime(*at, tzinfo=MONTREAL)  # type: ignore[misc,arg-type]


moments = st.datetimes(datetime(2024, 12, 1), datetime(2027, 2, 1), timezones=st.sampled_from([UTC, MONTREAL]))  # noqa: DTZ001 - Hypothesis adds the zone


@st.composite
def recorded(draw: st.DrawFn) -> Case:
    opened = draw(moments)
    state = draw(st.sampled_from(CaseState))
    closed = opened.astimezone(UTC) + draw(st.timedeltas(timedelta(), timedelta(hours=9)))
    return call(
        opened,
        draw(st.sampled_from([None, "alain_sirois", "marc_roy", "marc_roi"])),
        id=f"2026-{draw(st.integers(1, 9999)):04}",
        state=state,
        verdict=draw(st.none() | st.sampled_from(Cause)),
        closed_at=closed if state is CaseState.CLOSED else None,
        outcome=None if state is CaseState.OPEN else draw(st.sampled_from(Outcome)),
        feedback=None if state is CaseState.OPEN else draw(st.none() | st.sampled_from(Feedback)),
    )


class TestWeeks:
    @given(st.lists(recorded(), max_size=30))
    def test_follow_each_other_from_monday_to_monday_and_lose_no_call(self, cases: list[Case]) -> None:
        weeks = by_week(cases, NOW, MONTREAL)
        assert sum(week.calls for week in weeks) == len(cases)
        assert all(week.monday.weekday() == 0 for week in weeks)
        assert all(after.monday - before.monday == timedelta(days=7) for before, after in itertools.pairwise(weeks))
        for case in cases:
            day = case.opened_at.astimezone(MONTREAL).date()
            assert any(week.monday <= day <= week.sunday for week in weeks)

    @given(st.lists(recorded(), max_size=30))
    def test_count_every_call_once_by_its_cause_its_outcome_and_its_answer(self, cases: list[Case]) -> None:
        weeks = by_week(cases, NOW, MONTREAL)
        causes = Counter[Cause]()
        for week in weeks:
            causes.update(week.causes)
            assert week.unended + sum(week.outcomes.values()) == week.calls
            assert week.unasked >= 0
        assert causes == Counter(case.verdict for case in cases if case.verdict is not None)

    @given(st.lists(recorded(), max_size=30, unique_by=lambda case: case.id), st.data())
    def test_do_not_hang_on_the_order_in_which_calls_were_recorded(
        self, cases: list[Case], data: st.DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(cases))
        assert by_week(cases, NOW, MONTREAL) == by_week(shuffled, NOW, MONTREAL)

    def test_belong_to_the_year_of_their_thursday(self) -> None:
        weeks = by_week(
            [call(montreal(2026, 12, 28)), call(montreal(2027, 1, 3, 23, 59))], montreal(2027, 1, 4), MONTREAL
        )
        assert [(week.name, week.calls) for week in weeks] == [("2026-W53", 2), ("2027-W01", 0)]

    def test_begin_at_local_midnight_also_when_the_clocks_change(self) -> None:
        late_sunday = datetime(2026, 11, 2, 4, 59, tzinfo=UTC)  # still Sunday, an hour longer than the others
        assert by_week([call(late_sunday)], NOW, MONTREAL)[0].monday == date(2026, 10, 26)
        assert by_week([call(late_sunday + timedelta(minutes=1))], NOW, MONTREAL)[0].monday == date(2026, 11, 2)

    def test_without_a_call_there_is_none(self) -> None:
        assert by_week([], NOW, MONTREAL) == ()


class TestCallsAgain:
    @given(st.lists(recorded(), max_size=30))
    def test_are_those_of_a_client_who_called_in_the_seven_days_before(self, cases: list[Case]) -> None:
        cases = sorted(
            {case.id: case for case in cases}.values(), key=lambda case: (case.opened_at.astimezone(UTC), case.id)
        )
        expected = sum(
            any(
                before.username == case.username
                and case.opened_at.astimezone(UTC) - before.opened_at.astimezone(UTC) <= AGAIN_WITHIN
                for before in cases[:at]
            )
            for at, case in enumerate(cases)
            if case.username is not None
        )
        assert sum(week.again for week in by_week(cases, NOW, MONTREAL)) == expected

    def test_count_seven_days_to_the_second_across_a_change_of_clocks(self) -> None:
        first = call(datetime(2026, 10, 28, 16, tzinfo=UTC), "marc_roy")
        in_time = call(first.opened_at + timedelta(days=7), "marc_roy", id="2026-0002")
        too_late = call(first.opened_at + timedelta(days=7, seconds=1), "marc_roy", id="2026-0002")
        assert by_week([first, in_time], NOW, MONTREAL)[1].again == 1
        assert by_week([first, too_late], NOW, MONTREAL)[1].again == 0

    def test_need_a_client_who_is_known(self) -> None:
        cases = [call(montreal(2026, 11, 2, 9)), call(montreal(2026, 11, 2, 10), id="2026-0002")]
        assert by_week(cases, NOW, MONTREAL)[0].again == 0


class TestTimePerCall:
    def test_is_told_by_the_half_and_by_nine_in_ten(self) -> None:
        cases = [ended(montreal(2026, 11, 2, 9), timedelta(minutes=at), id=f"2026-{at:04}") for at in range(1, 11)]
        week = by_week(cases, NOW, MONTREAL)[0]
        assert (week.median, week.ninetieth) == (timedelta(minutes=5), timedelta(minutes=9))

    @given(st.lists(st.timedeltas(timedelta(), timedelta(days=2)), min_size=1), st.sampled_from([0.5, 0.9]))
    def test_within_it_lies_the_share_that_is_named_and_no_shorter_time_has_it(
        self, times: list[timedelta], share: float
    ) -> None:
        times.sort()
        found = within(times, share)
        assert found is not None
        assert sum(time <= found for time in times) >= share * len(times)
        assert sum(time < found for time in times) < share * len(times)

    def test_a_call_handed_over_took_until_then(self) -> None:
        at = montreal(2026, 11, 2, 9)
        step = Step(at + timedelta(minutes=6), "nadia", SectionKey.STILL_IMPOSSIBLE, Act.HAND_OVER, StepOutcome.DONE)
        over = call(at, state=CaseState.HANDED_OVER, outcome=Outcome.HANDED_OVER, steps=(step,))
        closed_next_day = replace(over, state=CaseState.CLOSED, closed_at=at + timedelta(days=1))
        assert time_taken(over) == time_taken(closed_next_day) == timedelta(minutes=6)

    def test_a_call_that_goes_on_or_ended_before_it_began_has_none(self) -> None:
        at = montreal(2026, 11, 2, 9)
        assert time_taken(call(at)) is None
        assert time_taken(ended(at, timedelta(minutes=-1))) is None
        week = by_week([call(at)], NOW, MONTREAL)[0]
        assert (week.median, week.ninetieth, week.unended) == (None, None, 1)

    def test_is_the_real_time_in_the_hour_that_comes_twice(self) -> None:
        before = datetime(2026, 11, 1, 1, 50, tzinfo=MONTREAL)
        after = datetime(2026, 11, 1, 1, 5, tzinfo=MONTREAL, fold=1)
        closed = call(before, state=CaseState.CLOSED, closed_at=after, outcome=Outcome.SOLVED)
        assert time_taken(closed) == timedelta(minutes=15)


class TestWhoSeesWhat:
    def test_an_agent_sees_the_agents_own_calls_and_the_others_see_all(self) -> None:
        at = office()
        for name in ("nadia", "nadia", "someone else"):
            opened = replace(at.desk.cases.open(AGENT), opened_by=name)
            with at.desk.services.store.transaction() as transaction:
                transaction.put(Table.CASES, opened.id, opened)
        calls = {
            actor.name: at.desk.insights.look(actor, MONTREAL).weeks[-1].calls
            for actor in (AGENT, HEXPERT, ADMIN, SYSTEM)
        }
        assert calls == {"nadia": 2, "hector": 3, "agathe": 3, "root": 3}
        assert at.desk.insights.look(AGENT).own_only
        assert not at.desk.insights.look(ADMIN).own_only


class TestTheTable:
    def test_has_a_row_a_week_with_every_figure_under_its_name(self) -> None:
        at = montreal(2026, 11, 2, 9)
        cases = [
            ended(at, timedelta(minutes=4), username="marc_roy", verdict=Cause.WRONG_PASSWORD, feedback=Feedback.YES),
            call(at + timedelta(days=1), "marc_roy", id="2026-0002"),
        ]
        rows = list(csv.DictReader(io.StringIO(as_csv(by_week(cases, NOW, MONTREAL)))))
        assert len(rows) == 4
        first = {name: value for name, value in rows[0].items() if value not in ("0", "")}
        assert first == {
            "week": "2026-W45", "monday": "2026-11-02", "calls": "2", "open": "1", "calls_again": "1",
            "median_seconds": "240", "ninetieth_seconds": "240", "outcome_solved": "1", "feedback_yes": "1",
            "cause_wrong_password": "1",
        }  # fmt: skip

    def test_without_a_call_it_has_its_header_alone(self) -> None:
        assert as_csv(()).splitlines() == [",".join(as_row(Week(date(2026, 11, 2))))]

    def test_is_saved_for_its_owner_alone_and_never_through_a_link(self, tmp_path: Path) -> None:
        week = Week(date(2026, 11, 2))
        path = save("week\n", tmp_path, week)
        assert path.read_text(encoding="utf-8") == "week\n"
        assert path.stat().st_mode & 0o777 == 0o600
        path.unlink()
        elsewhere = tmp_path / "elsewhere"
        path.symlink_to(elsewhere)
        with pytest.raises(TableNotSaved):
            save("week\n", tmp_path, week)
        assert not elsewhere.exists()
