"""A picture of every screen in both languages at 80×24, held against what was looked at and liked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual import work
from textual.pilot import Pilot

from hexwizard.app import HexwizardApp
from hexwizard.article import Cause, SectionKey
from hexwizard.desk.actor import Actor, Role
from hexwizard.desk.call import Call
from hexwizard.desk.case import Case, CaseState, Feedback, Outcome
from hexwizard.desk.desk import Desk
from hexwizard.diagnosis.facts import PhoneMessage
from hexwizard.screens import routes
from hexwizard.screens.results import Found
from tests.desks import NOW, demo_desk

NADIA = Actor("nadia", Role.AGENT)
TELLING_CLIENT = {
    SectionKey.CANNOT_CONNECT: "chantal.gagnon@gmial.com",
    SectionKey.PRIMARY_EMAIL: "alain.sirois@hotmail.com",
    SectionKey.USERNAME: "alain.sirois@hotmail.com",
    SectionKey.DEACTIVATED: "hugo.pelletier@yahoo.ca",
    SectionKey.MERGED_ACCOUNT: "lea.morin@sympatico.ca",
    SectionKey.ACCESS_REMOVED: "hugo.pelletier@yahoo.ca",
    SectionKey.COMPANY_LEFT: "sylvie.fortin@bell.net",
    SectionKey.INVITATION: "mathieu.girard@gmail.com",
    SectionKey.TEMPORARY_PASSWORD: "isabelle.nadeau@gmail.com",
}


def record_some_weeks(desk: Desk) -> None:
    """Two calls a day for eight weeks, of three causes and every outcome."""
    causes = (Cause.WRONG_PASSWORD, Cause.SECONDARY_EMAIL_USED, Cause.WRONG_PASSWORD, Cause.OUTDATED_APP)
    for number in range(112):
        at = NOW - timedelta(hours=12 * number)
        minutes = 2 + number % 9
        desk.cases.keep(
            Case(
                f"2026-{number:04}",
                at,
                "nadia",
                CaseState.CLOSED,
                at + timedelta(minutes=minutes),
                username=f"client-{number % 40}",
                verdict=causes[number % len(causes)],
                outcome=Outcome.SOLVED if number % 5 else Outcome.HANDED_OVER,
                feedback=list(Feedback)[number % 3] if number % 4 else None,
            )
        )


class OneScreen(HexwizardApp):
    """The wizard opened at one step of a call."""

    step: routes.Step | None = None
    client = "benoit.lavoie@outlook.com"

    @work(exclusive=True, group="session")
    async def run_session(self) -> None:
        draft = routes.with_found(self.desk.cases.draft(NADIA), Found(self.client, None))
        case: Case = self.desk.cases.open(NADIA, draft)
        call = Call(self.desk, NADIA, case)
        call.answer(shown=PhoneMessage.INVALID)
        route = routes.Route(call, screen=self.step)
        route.screen = self.step
        await self.push_screen_wait(route.open())


async def until_still(pilot: Pilot[object]) -> None:
    for _ in range(2000):
        await pilot.pause()
        if not any(worker.is_running and worker.group != "session" for worker in pilot.app.workers):
            break
    await pilot.pause()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    with demo_desk(tmp_path) as opened:
        yield opened


in_both_languages = pytest.mark.parametrize("language", ["fr", "en"])
STEPS: list[routes.Step] = [*SectionKey, routes.Extra.TRY_AGAIN]


@in_both_languages
@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_call(snap_compare: Callable[..., bool], desk: Desk, step: routes.Step, language: str) -> None:
    app = OneScreen(desk, language=language)
    app.step = step
    if isinstance(step, SectionKey):
        app.client = TELLING_CLIENT.get(step, app.client)
    assert snap_compare(app, terminal_size=(80, 24), run_before=until_still)


@in_both_languages
def test_signing_in(snap_compare: Callable[..., bool], desk: Desk, language: str) -> None:
    assert snap_compare(HexwizardApp(desk, language=language), terminal_size=(80, 24), run_before=until_still)


@in_both_languages
def test_home_with_a_call_left_open(snap_compare: Callable[..., bool], desk: Desk, language: str) -> None:
    draft = routes.with_found(desk.cases.draft(NADIA), Found("alain.sirois@hotmail.com", None))
    Call(desk, NADIA, desk.cases.open(NADIA, draft)).answer(shown=PhoneMessage.INVALID)
    app = HexwizardApp(desk, language=language, actor=NADIA)
    assert snap_compare(app, terminal_size=(80, 24), run_before=until_still)


@in_both_languages
def test_finding_the_client(snap_compare: Callable[..., bool], desk: Desk, language: str) -> None:
    async def search(pilot: Pilot[object]) -> None:
        await until_still(pilot)
        await pilot.press("n", *"tremblay")
        await until_still(pilot)

    app = HexwizardApp(desk, language=language, actor=NADIA)
    assert snap_compare(app, terminal_size=(80, 24), run_before=search)


@in_both_languages
def test_who_is_on_the_line(snap_compare: Callable[..., bool], desk: Desk, language: str) -> None:
    async def ask(pilot: Pilot[object]) -> None:
        await until_still(pilot)
        await pilot.press("1")
        for _ in range(50):
            await pilot.pause()

    app = OneScreen(desk, language=language)
    app.step, app.client = SectionKey.ACCESS_REMOVED, "hugo.pelletier@yahoo.ca"
    assert snap_compare(app, terminal_size=(80, 24), run_before=ask)


@in_both_languages
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_what_the_calls_tell(
    snap_compare: Callable[..., bool], desk: Desk, language: str, size: tuple[int, int]
) -> None:
    record_some_weeks(desk)

    async def look_back(pilot: Pilot[object]) -> None:
        await until_still(pilot)
        await pilot.press("b")
        await until_still(pilot)

    app = HexwizardApp(desk, language=language, actor=Actor("hector", Role.HEXPERT))
    assert snap_compare(app, terminal_size=size, run_before=look_back)
