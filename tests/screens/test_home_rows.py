"""How what waits at home is laid out."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexwizard.desk.case import Case, CaseState
from hexwizard.desk.desktop import look
from hexwizard.locale.words import words
from hexwizard.screens.home_rows import Line, groups, laid_out
from hexwizard.screens.results import NewCall
from tests.screens.fakes import NOW, fake_desk, hire
from tests.screens.people import AGENT, JULIE

texts = st.text(min_size=1, max_size=60).filter(str.isprintable)
lines = st.builds(
    Line,
    id=st.uuids().map(str),
    leads_to=st.just(NewCall()),
    who=texts,
    what=texts,
    state=st.sampled_from(["à l’instant", "depuis 12 minutes", "▲ déjà 12 minutes", "il y a 3 semaines"]),
    number=st.sampled_from(["2026-0001", ""]),
    sign=st.just("☎"),
)


@given(st.lists(lines, max_size=8), st.integers(54, 120))
def test_every_line_fits_and_how_it_stands_is_never_cut(listed: list[Line], width: int) -> None:
    drawn = laid_out(listed, width)
    assert all(drawn[line.id].cell_length <= width for line in listed)
    assert all(drawn[line.id].plain.endswith(line.state) for line in listed)


def test_what_begins_beneath_one_another_is_about_the_same() -> None:
    listed = [
        Line("a", NewCall(), "Léa Morin", "Jamais connecté", "hier", number="2026-0001"),
        Line("b", NewCall(), "Alain Sirois", "Rien ne marche", "hier", sign="☎"),
    ]
    drawn = laid_out(listed, 74)
    assert drawn["a"].plain.index("Jamais") == drawn["b"].plain.index("Rien")


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        (timedelta(seconds=20), "à l’instant"),
        (timedelta(hours=2), "il y a 2 heures"),
        (timedelta(hours=25), "hier"),
        (timedelta(days=6), "il y a 6 jours"),
    ],
)
def test_a_call_that_ended_is_told_by_the_clock_today_and_by_days_before(ended: timedelta, told: str) -> None:
    desk = fake_desk(JULIE)
    hire(desk, AGENT)
    at = NOW - ended
    desk.cases.keep(AGENT, Case("2026-0001", at, AGENT.name, CaseState.CLOSED, at, username="julie_levesque"))
    ((name, (line,)),) = groups(look(desk, AGENT), (), words("fr"))
    assert (name, line.state.replace("\xa0", " ")) == ("closed", told)
