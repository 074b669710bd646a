"""What the calls tell us, as the operator walks through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.article import Cause
from hexwizard.desk.case import Case, CaseState, Outcome
from hexwizard.desk.desk import Desk
from hexwizard.screens.home import HomeScreen
from hexwizard.screens.insight import InsightScreen
from hexwizard.screens.results import LookBack
from hexwizard.stores.protocol import Table
from tests.screens.fakes import NOW, fake_desk
from tests.screens.people import ADMIN, AGENT, CLIENTS, busy_desk
from tests.screens.stage import playing

WIDE = (120, 40)


def two_weeks() -> Desk:
    """One call of the agent's this week, two of somebody else's the week before."""
    desk = fake_desk(*CLIENTS)
    mine = Case(
        "2026-0003", NOW, AGENT.name, CaseState.CLOSED, NOW + timedelta(minutes=4),
        username="alain_sirois", verdict=Cause.SECONDARY_EMAIL_USED, outcome=Outcome.SOLVED,
    )  # fmt: skip
    before = replace(mine, id="2026-0001", opened_by="Luc Gagnon", opened_at=NOW - timedelta(days=6), closed_at=NOW)
    with desk.services.store.transaction() as transaction:
        for case in (mine, before, replace(before, id="2026-0002", verdict=Cause.WRONG_PASSWORD)):
            transaction.put(Table.CASES, case.id, case)
    return desk


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_home_leads_to_it() -> None:
    async with playing(busy_desk(), HomeScreen(), AGENT) as play:
        await play.press("1")
        assert play.ended == LookBack()


async def test_the_newest_week_is_shown_and_the_arrows_walk_the_others() -> None:
    async with playing(two_weeks(), InsightScreen(), ADMIN) as play:
        assert play.sees("insight.calls", count=1)
        assert play.sees("cause.secondary-email-used.title")
        await play.press("right")
        assert play.sees("insight.calls", count=1)
        await play.press("left")
        assert play.sees("insight.calls", count=2)
        assert play.sees("cause.wrong-password.title")
        assert not play.sees("key.week-before")
        await play.press("end")
        assert play.sees("insight.calls", count=1)
        await play.press("escape")
        assert play.ended is None


async def test_an_agent_sees_the_agents_own_calls() -> None:
    async with playing(two_weeks(), InsightScreen(), AGENT) as play:
        assert play.sees("insight.title.own")
        assert play.sees("insight.calls", count=1)
        await play.press("left")
        assert play.sees("insight.calls", count=1)


async def test_where_one_drawing_fits_the_arrows_show_another_and_a_large_screen_shows_all() -> None:
    async with playing(two_weeks(), InsightScreen(), ADMIN) as play:
        assert play.sees("insight.drawn.calls")
        assert not play.sees("insight.drawn.time")
        await play.press("down")
        assert play.sees("insight.drawn.time")
        await play.press("up", "up")
        assert play.sees("insight.drawn.again")
    async with playing(two_weeks(), InsightScreen(), ADMIN, size=WIDE) as play:
        for measure in ("calls", "time", "again"):
            assert play.sees(f"insight.drawn.{measure}")
        assert not play.sees("key.other-drawing")


async def test_without_a_call_it_says_when_it_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing(fake_desk(), InsightScreen(), ADMIN) as play:
        assert play.sees("insight.empty")
        await play.press("left", "right", "down", "s")
    assert files_in(tmp_path) == []


async def test_the_table_is_saved_where_the_wizard_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing(two_weeks(), InsightScreen(), ADMIN, size=WIDE) as play:
        await play.press("s")
        (path,) = files_in(tmp_path)
        assert play.sees("insight.saved", path="")
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3


async def test_every_size_and_language_shows_it_without_a_fault() -> None:
    async with playing(two_weeks(), InsightScreen(), ADMIN) as play:
        for size in ((60, 20), (240, 70), (112, 34), (40, 10), (100, 24)):
            await play.pilot.resize_terminal(*size)
            await play.press("f2", "left", "down")
        assert play.app.return_code is None


async def test_the_bars_of_the_causes_come_and_go_with_the_room() -> None:
    async with playing(two_weeks(), InsightScreen(), ADMIN) as play:
        assert "██████████" in play.seen
        await play.pilot.resize_terminal(60, 20)
        await play.settle()
        await play.pilot.resize_terminal(80, 24)
        await play.settle()
        assert "██████████" in play.seen


async def test_too_small_a_terminal_is_told_in_a_line() -> None:
    async with playing(two_weeks(), InsightScreen(), ADMIN, size=(50, 18)) as play:
        assert play.sees("wizard.too-small", columns=60, rows=20)
