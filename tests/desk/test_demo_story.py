"""The demo's morning: who is on the line, what was before, and a file that a support lead may edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hexwizard.article import Cause
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.data_files import data_path
from hexwizard.desk.demo_story import StoryUnreadable, read_story, tell
from hexwizard.desk.desk import Desk
from hexwizard.desk.insight import by_week
from hexwizard.desk.waiting_call import WaitingCall
from tests.desks import NOW, demo_desk

NADIA = Actor("nadia", Role.AGENT, NOW)
STORY = data_path("demo", "calls.toml")
FINDS = {
    "Alain Sirois": Cause.SECONDARY_EMAIL_USED,
    "Emily Watson": Cause.MISTYPED_IDENTIFIER,
    "Josée Paquin, kinésiologue": Cause.ACCESS_REMOVED,
    "Benoît Lavoie": Cause.NOTHING_FOUND,
    "Mathieu Girard": Cause.NEVER_CONNECTED,
    "Sarah Bergeron": Cause.OUTDATED_APP,
    "Une cousine": Cause.MISTYPED_IDENTIFIER,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, tuple[WaitingCall, ...]]]:
    with demo_desk(tmp_path_factory.mktemp("demo")) as desk:
        yield desk, tell(read_story(STORY), desk, NADIA)


def test_each_caller_s_call_begins_with_what_they_say_and_leads_to_a_cause_of_its_own(
    told: tuple[Desk, tuple[WaitingCall, ...]],
) -> None:
    desk, waiting = told
    found = {}
    for ringing in waiting:
        call = Call(desk, NADIA, ringing.filling(desk.cases.draft(NADIA)))
        assert ringing.says in call.case.notes
        assert call.case.message is ringing.reads
        if call.is_about() is not None:
            assert call.facts.account == desk.clients.account(ringing.account)
        found[ringing.caller] = call.diagnosis.verdict
    assert found == FINDS


def test_who_waits_longest_comes_first(told: tuple[Desk, tuple[WaitingCall, ...]]) -> None:
    waited = [NOW - ringing.since for ringing in told[1]]
    assert waited == sorted(waited, reverse=True)
    assert waited[0] > timedelta(0)


def test_what_was_before_is_on_record_in_order_and_sound(told: tuple[Desk, tuple[WaitingCall, ...]]) -> None:
    desk, _ = told
    earlier = desk.cases.all()[::-1]
    assert [case.id for case in earlier] == [f"2026-{number:04}" for number in range(1, len(earlier) + 1)]
    assert len(by_week(earlier, NOW)) >= 8
    assert len(desk.hand_overs.queue()) == 1
    assert desk.services.store.verify().damage == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[waiting]]\ncaller = "A"\ntypes = "a"\nsays = "b"\nminutes = "soon"', "$.waiting[0].minutes"),
        ('[[waiting]]\ncaller = "A"\ntypes = "a"\nsays = "b"\nreadz = "none"', "readz"),
        ('[earlier]\ncalls = [{days = 1, at = "25:00"}]', "$.earlier.calls"),
        ("[[waiting]", "line 1"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "calls.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryUnreadable) as refused:
        read_story(path)
    assert named in str(refused.value.message.params["why"])
    with pytest.raises(StoryUnreadable):
        read_story(tmp_path / "none.toml")


def test_an_account_that_is_not_there_is_named_and_nothing_is_written(
    told: tuple[Desk, tuple[WaitingCall, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "calls.toml"
    path.write_text('[[note]]\naccount = "nobody"\ntext = "x"\nby = "y"\ndays = 1', encoding="utf-8")
    before = told[0].services.store.reader().generation
    with pytest.raises(StoryUnreadable) as refused:
        tell(read_story(path), told[0], NADIA)
    assert refused.value.message.params == {"username": "nobody"}
    assert told[0].services.store.reader().generation == before
